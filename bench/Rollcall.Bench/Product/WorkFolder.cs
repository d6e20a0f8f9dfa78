namespace Rollcall.Bench.Product;

/// <summary>A folder for what contenders write, on the disk of the checkout; deleted at the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _root = Directory
        .CreateDirectory(
            System.IO.Path.Combine(
                Checkout.Root,
                "artifacts",
                "bench",
                $"work-{Environment.ProcessId}-{Guid.NewGuid():N}"
            )
        )
        .FullName;

    /// <summary>The path of something in it.</summary>
    public string Path(string name) => System.IO.Path.Combine(_root, name);

    /// <summary>An empty folder in it; what was in it is gone.</summary>
    public string Empty(string name)
    {
        var folder = Path(name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Bytes of all files under a folder.</summary>
    public static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Makes a folder a copy of another.</summary>
    public void Copy(string from, string to)
    {
        var target = Empty(to);
        foreach (var file in Directory.EnumerateFiles(Path(from), "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(Path(from), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);
}
