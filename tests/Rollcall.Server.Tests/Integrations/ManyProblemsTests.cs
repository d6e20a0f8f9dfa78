using Rollcall.Core.Integrations;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;

namespace Rollcall.Server.Tests.Integrations;

/// <summary>Documents with thousands of mistakes: the first are told, all are counted.</summary>
public sealed class ManyProblemsTests
{
    private const int Many = 10_000;

    [Theory]
    [InlineData("    errors:\n", "      - {{status: x{0}}}\n")]
    [InlineData("customFields:\n", "  - {{variable: a-{0}}}\n")]
    [InlineData("endpoints:\n", "  no{0}: 1\n")]
    public async Task Ten_thousand_mistakes_are_told_in_part_and_counted(string after, string line)
    {
        await using var portal = await Portal.StartAsync();
        var text = StarterDocument.Of(IntegrationType.List);
        var at = text.IndexOf(after, StringComparison.Ordinal) + after.Length;
        var lines = Enumerable.Range(0, Many).Select(number => string.Format(null, line, number));
        var yaml = text.Insert(at, string.Concat(lines));

        var failed = await portal.ImportAsync(yaml);

        Assert.InRange(failed.ProblemCount, Many, 10 * Many);
        Assert.Equal(IntegrationFiles.MostProblems, failed.Problems.Count);
        var taken = await portal.ImportAsync(yaml, acceptErrors: true);
        var open = await portal.Drafts.OpenAsync(portal.Ann, taken.Version!.Id);
        var form = new DraftForm(open.Draft);
        form.CheckAgain(open.Connection);
        Assert.InRange(form.ErrorCount, Many, 10 * Many);
        Assert.Equal(DraftForm.MostProblems, form.Problems.Count);
        var refusal = Assert.Throws<Refusal>(() => TestedDefinition.Of(open));
        Assert.Equal(IntegrationFiles.MostProblems, refusal.Fields.Count);
        Assert.EndsWith("things are wrong; the first 100 are told.", refusal.Message, StringComparison.Ordinal);
    }
}
