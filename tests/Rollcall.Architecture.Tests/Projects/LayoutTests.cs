using System.Text.RegularExpressions;
using Rollcall.Architecture.Tests.Repository;

namespace Rollcall.Architecture.Tests.Projects;

/// <summary>Where things are, so that they are found.</summary>
public sealed partial class LayoutTests
{
    private const int MostLines = 500;

    private static readonly string[] Drawers =
    [
        "Helpers",
        "Utils",
        "Utilities",
        "Common",
        "Shared",
        "Misc",
        "Models",
        "Services",
        "Managers",
        "Extensions",
        "Interfaces",
    ];

    [Fact]
    public void Namespaces_are_folders()
    {
        Rule.Holds(
            from project in ProjectFile.All
            from file in Checkout.Files(".cs", project.Folder)
            let told = Namespace().Match(Checkout.Read(file))
            where told.Success && told.Groups[1].Value != Expected(project, file)
            select $"{file} declares {told.Groups[1].Value}; its folder is {Expected(project, file)}.",
            "Move the file, or rename the namespace."
        );
    }

    [Fact]
    public void Files_are_short_enough_to_be_read_at_a_sitting()
    {
        Rule.Holds(
            from file in Checkout.Files(".cs")
            let lines = Checkout.Lines(file).Length
            where lines > MostLines
            select $"{file} has {lines} lines.",
            $"Find the second subject in it and give that a file of its own; {MostLines} lines are the most."
        );
    }

    [Fact]
    public void No_folder_is_a_drawer_for_anything()
    {
        Rule.Holds(
            from folder in Checkout.Folders("src").Concat(Checkout.Folders("tests"))
            where folder.Split('/').Intersect(Drawers, StringComparer.OrdinalIgnoreCase).Any()
            select folder,
            "Name the folder after the noun that its files are about (see 'The way of a member' in docs/architecture.md), "
                + "or put each file beside its only user."
        );
    }

    [Fact]
    public void Nothing_names_a_path_of_one_machine()
    {
        // In two parts, so that this file does not name them itself.
        Regex paths = new(
            "(?<![A-Za-z0-9.:$}])/" + @"(?:home/[a-z]\w*|root|work|Users/\w+|tmp/\w+)/" + "|C:" + @"\\Users"
        );
        string[] texts =
        [
            ".cs",
            ".md",
            ".sh",
            ".csproj",
            ".props",
            ".slnx",
            ".json",
            ".yaml",
            ".yml",
            ".txt",
            ".csv",
            "/rollcall",
        ];
        Rule.Holds(
            from ending in texts
            from file in Checkout.Files(ending)
            from match in paths.Matches(Checkout.Read(file))
            select $"{file}: {match.Value}",
            "Take a path relative to the repository, a temporary folder (Directory.CreateTempSubdirectory), or a setting."
        );
    }

    [Fact]
    public void Nothing_is_left_to_be_done_in_a_comment()
    {
        Regex marks = new(@"\b(?:TO" + "DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b");
        Rule.Holds(
            from ending in new[] { ".cs", ".md", ".sh", ".yaml" }
            from file in Checkout.Files(ending)
            from match in marks.Matches(Checkout.Read(file))
            select $"{file}: {match.Value}",
            "Do it, or open an issue."
        );
    }

    private static string Expected(ProjectFile project, string file)
    {
        var inner = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!).Replace('\\', '/');
        return inner == "." ? project.RootNamespace : $"{project.RootNamespace}.{inner.Replace('/', '.')}";
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
