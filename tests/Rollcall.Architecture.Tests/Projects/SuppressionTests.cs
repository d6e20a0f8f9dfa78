using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rollcall.Architecture.Tests.Repository;

namespace Rollcall.Architecture.Tests.Projects;

/// <summary>A warning is silenced with a reason, or not at all.</summary>
public sealed partial class SuppressionTests
{
    /// <summary>Letters that a comment must have to be a reason.</summary>
    private const int ShortestReason = 15;

    [Fact]
    public void Suppressed_warnings_have_their_reason_in_a_comment_beside_them()
    {
        Rule.Holds(
            BuildFiles()
                .SelectMany(file => Offences(file, NoWarn(), "<!--", "-->"))
                .Concat(Checkout.Files(".cs").SelectMany(file => Offences(file, Pragma(), "//", "//"))),
            "Write a comment in the line above that names the warning and says why it does not apply here; better, mend the cause."
        );
    }

    [Fact]
    public void Suppressing_attributes_have_a_justification()
    {
        Rule.Holds(
            from file in Checkout.Files(".cs")
            from attribute in Attribute().Matches(Checkout.Read(file))
            where !attribute.Value.Contains("Justification = \"", StringComparison.Ordinal)
            select $"{file}: {attribute.Value}",
            "Give Justification = \"…\"."
        );
    }

    [Fact]
    public void Missing_documentation_is_an_error_in_all_that_ships()
    {
        Rule.Holds(
            Hiding(ProjectFile.Shipped.Select(project => (project.Path, project.Xml)))
                .Concat(
                    Hiding(BuildFiles().Where(IsShared).Select(file => (file, XDocument.Parse(Checkout.Read(file)))))
                )
                .Concat(
                    Checkout
                        .Files(".cs", "src")
                        .Where(file => Checkout.Read(file).Contains("disable CS1591", StringComparison.Ordinal))
                ),
            "Write the documentation. Nothing under src/ may hide CS1591 or switch the documentation file off."
        );
    }

    [Fact]
    public void Warnings_are_errors_everywhere()
    {
        var properties = XDocument.Parse(Checkout.Read("Directory.Build.props"));
        Assert.Equal("true", properties.Descendants("TreatWarningsAsErrors").Single().Value);
        Rule.Holds(
            ProjectFile
                .All.Where(project => project.Xml.Descendants("TreatWarningsAsErrors").Any())
                .Select(project => project.Path),
            "Leave TreatWarningsAsErrors to Directory.Build.props, where it is true for all."
        );
    }

    private static IEnumerable<string> BuildFiles() =>
        Checkout.Files(".csproj").Concat(Checkout.Files(".props")).Concat(Checkout.Files(".targets"));

    private static bool IsShared(string file) => !file.EndsWith(".csproj", StringComparison.Ordinal);

    private static IEnumerable<string> Hiding(IEnumerable<(string File, XDocument Xml)> files) =>
        from file in files
        from element in file.Xml.Descendants()
        where
            (
                element.Name == "NoWarn"
                && element.Value.Contains("CS1591", StringComparison.Ordinal)
                && !IsOfTests(element)
            ) || (element.Name == "GenerateDocumentationFile" && element.Value != "true")
        select $"{file.File}: {element}";

    private static bool IsOfTests(XElement element) =>
        element.Parent?.Attribute("Condition")?.Value.Contains("'$(RollcallTest)' == 'true'", StringComparison.Ordinal)
        == true;

    private static IEnumerable<string> Offences(string file, Regex pattern, string opens, string closes)
    {
        var lines = Checkout.Lines(file);
        for (var index = 0; index < lines.Length; index++)
        {
            var match = pattern.Match(lines[index]);
            if (!match.Success)
            {
                continue;
            }
            // The comment stands in the same line, or in the lines directly above.
            var beside = lines[index][(match.Index + match.Length)..];
            for (var above = index - 1; above >= 0 && IsComment(lines[above], opens, closes); above--)
            {
                beside += lines[above];
            }
            if (!beside.Contains(opens, StringComparison.Ordinal) || beside.Count(char.IsLetter) < ShortestReason)
            {
                yield return $"{file}({index + 1}): {lines[index].Trim()}";
            }
        }
    }

    private static bool IsComment(string line, string opens, string closes) =>
        line.TrimStart().StartsWith(opens, StringComparison.Ordinal)
        || line.TrimEnd().EndsWith(closes, StringComparison.Ordinal);

    [GeneratedRegex("<NoWarn>.*</NoWarn>|NoWarn=\"[^\"]*\"")]
    private static partial Regex NoWarn();

    [GeneratedRegex(@"^\s*#pragma warning disable\b[ A-Z0-9,]*")]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\[(?:assembly: )?(?:Unconditional)?SuppressMessage\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Attribute();
}
