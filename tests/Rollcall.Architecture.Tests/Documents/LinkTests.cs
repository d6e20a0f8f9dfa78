using System.Text.RegularExpressions;
using Rollcall.Architecture.Tests.Repository;

namespace Rollcall.Architecture.Tests.Documents;

/// <summary>What the documents point to is there.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_to_files_and_headings_resolve()
    {
        Rule.Holds(
            from file in Checkout.Files(".md")
            from link in Links(file)
            where !Resolves(file, link)
            select $"{file} links to {link}.",
            "Correct the path or the heading; links go from the document's own folder, headings as GitHub spells them."
        );
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_listed()
    {
        var index = Checkout.Read("docs/decisions/README.md");
        var records = Checkout.Files(".md", "docs/decisions").Where(file => Record().IsMatch(file)).ToList();

        Assert.NotEmpty(records);
        Assert.Equal(
            Enumerable.Range(1, records.Count),
            records.Select(file => int.Parse(Record().Match(file).Groups[1].Value))
        );
        Rule.Holds(
            records.Where(file => !index.Contains($"({Path.GetFileName(file)})", StringComparison.Ordinal)),
            "Add a line for it to docs/decisions/README.md."
        );
    }

    [Fact]
    public void Documents_in_docs_are_reached_from_its_index()
    {
        var index = Checkout.Read("docs/README.md");
        Rule.Holds(
            Checkout
                .Files(".md", "docs")
                .Where(file => file.Count(letter => letter == '/') == 1 && file != "docs/README.md")
                .Where(file => !index.Contains($"({Path.GetFileName(file)})", StringComparison.Ordinal)),
            "Add a line for it to docs/README.md."
        );
    }

    private static IEnumerable<string> Links(string file) =>
        Link()
            .Matches(Code().Replace(Fence().Replace(Checkout.Read(file), ""), ""))
            .Select(match => match.Groups[1].Value)
            .Where(link =>
                !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
            );

    private static bool Resolves(string file, string link)
    {
        var parts = link.Split('#', 2);
        var folder = Path.Combine(Checkout.Root, Path.GetDirectoryName(file)!);
        var target =
            parts[0].Length == 0
                ? Path.Combine(Checkout.Root, file)
                : Path.Combine(folder, Uri.UnescapeDataString(parts[0]));
        return (File.Exists(target) || Directory.Exists(target))
            && (
                parts.Length == 1
                || !target.EndsWith(".md", StringComparison.Ordinal)
                || Anchors(target).Contains(parts[1])
            );
    }

    private static HashSet<string> Anchors(string path) =>
        [
            .. Heading()
                .Matches(Fence().Replace(File.ReadAllText(path), ""))
                .Select(match =>
                    NotInAnchors().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')
                ),
        ];

    [GeneratedRegex(@"\]\(([^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex("^#+ +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"/(\d{4})-[a-z0-9-]+\.md$")]
    private static partial Regex Record();
}
