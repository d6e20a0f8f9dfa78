namespace Rollcall.Core.Tests.Snapshots;

/// <summary>A folder that is gone after the test; in memory where the system offers that, since thousands of flushes would wait for the disk.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    public string Path { get; } =
        Directory.Exists(InMemory)
            ? Directory.CreateDirectory($"{InMemory}/rollcall-{Guid.NewGuid():N}").FullName
            : Directory.CreateTempSubdirectory("rollcall-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static implicit operator string(TemporaryFolder folder) => folder.Path;
}
