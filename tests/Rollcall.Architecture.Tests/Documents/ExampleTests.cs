using System.Text;
using System.Text.RegularExpressions;
using Rollcall.Architecture.Tests.Repository;
using Rollcall.Core.Integrations;

namespace Rollcall.Architecture.Tests.Documents;

/// <summary>What the documents show can be copied and works.</summary>
public sealed partial class ExampleTests
{
    [Fact]
    public void Definitions_in_documents_are_valid()
    {
        var examples = Checkout
            .Files(".md")
            .SelectMany(file =>
                Definition().Matches(Checkout.Read(file)).Select(match => (file, Text: match.Groups[1].Value))
            )
            .ToList();

        Assert.NotEmpty(examples);
        Rule.Holds(
            from example in examples
            from problem in IntegrationDocument.Read(Encoding.UTF8.GetBytes(example.Text), example.file).Problems
            select $"in the example: {problem}",
            "Mend the example; lines are counted from the example's own first line."
        );
    }

    [GeneratedRegex("^```ya?ml\n(apiVersion: .*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Definition();
}
