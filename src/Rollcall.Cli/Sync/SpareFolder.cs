namespace Rollcall.Cli.Sync;

/// <summary>A folder that a dry run uses in place of a state directory that is not there yet, since it must change nothing.</summary>
internal sealed class SpareFolder : IDisposable
{
    private SpareFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>A folder in place of another one; null where that one is there.</summary>
    public static SpareFolder? InPlaceOf(string folder) =>
        Directory.Exists(folder) || File.Exists(folder)
            ? null
            : new SpareFolder(Directory.CreateTempSubdirectory("rollcall-dry-run-").FullName);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
