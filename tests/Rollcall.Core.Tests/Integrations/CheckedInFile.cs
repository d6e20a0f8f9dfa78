namespace Rollcall.Core.Tests.Integrations;

/// <summary>A file in the repository that is made by the program; with ROLLCALL_UPDATE=1 the tests write it.</summary>
internal static class CheckedInFile
{
    public static void AssertIs(string path, string expected)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("ROLLCALL_UPDATE") == "1")
        {
            File.WriteAllText(file, expected);
        }
        var actual = File.ReadAllText(file).ReplaceLineEndings("\n");
        Assert.True(
            actual == expected,
            $"{path} is out of date: run the tests once with ROLLCALL_UPDATE=1 and commit it."
        );
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path)).ReplaceLineEndings("\n");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Rollcall.slnx")))
        {
            folder =
                folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository.");
        }
        return folder.FullName;
    }
}
