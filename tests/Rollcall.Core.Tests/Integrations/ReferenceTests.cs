using System.Reflection;
using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Integrations;

public sealed class ReferenceTests
{
    private const string Begin = "<!-- keys: made from the program, do not edit by hand -->\n";
    private const string End = "<!-- end of keys -->\n";

    [Fact]
    public void Tables_of_the_reference_are_those_of_the_program()
    {
        const string path = "docs/integration-reference.md";
        var text = CheckedInFile.Read(path);
        var before = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        var after = text[text.IndexOf(End, StringComparison.Ordinal)..];

        CheckedInFile.AssertIs(path, before + "\n" + ReferenceMarkdown.Tables() + after);
    }

    [Fact]
    public void Reference_names_every_filter_and_pre_defined_variable()
    {
        var text = CheckedInFile.Read("docs/integration-reference.md");

        Assert.All(FilterCatalog.All, filter => Assert.Contains($"| `{filter.Name}", text, StringComparison.Ordinal));
        Assert.All(
            PredefinedVariables.All.SelectMany(variable => variable.Aliases.Prepend(variable.Name)),
            name => Assert.Contains($"`${name}`", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_example_is_what_its_kind_reads()
    {
        var keys = typeof(RootFormat)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RootFormat).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null))
            .OfType<Key>()
            .Where(key => key.Example.Length > 0)
            .ToList();

        Assert.True(keys.Count > 60);
        Assert.All(keys, key => Assert.Empty(ExampleReader.FaultsOf(key)));
    }
}
