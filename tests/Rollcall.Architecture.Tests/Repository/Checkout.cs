namespace Rollcall.Architecture.Tests.Repository;

/// <summary>The repository that these tests were built from.</summary>
internal static class Checkout
{
    private static readonly string[] NotOurs =
    [
        "artifacts",
        ".git",
        ".rollcall",
        "bin",
        "obj",
        "node_modules",
        // What `dotnet ef` writes of the tables: read as a whole by nobody. The ledger's own are SQL files.
        "Database/Migrations",
        ".vs",
        ".idea",
    ];

    /// <summary>Its folder: the nearest one above the tests that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files by the ending of their names, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string ending, string under = "") =>
        FilesUnder(Path.Combine(Root, under))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => file.EndsWith(ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Folders, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Folders(string under) =>
        Files("", under).Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/')).Distinct();

    /// <summary>A file's text.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>A file's lines.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> FilesUnder(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory
                .EnumerateFiles(folder)
                .Concat(
                    Directory
                        .EnumerateDirectories(folder)
                        .Where(inner => !NotOurs.Any(name => IsCalled(inner, name)))
                        .SelectMany(FilesUnder)
                );

    private static bool IsCalled(string folder, string name) =>
        $"/{Path.GetRelativePath(Root, folder).Replace('\\', '/')}".EndsWith($"/{name}", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollcall.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException("Rollcall.slnx is in no folder above these tests.");
    }
}
