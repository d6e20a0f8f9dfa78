using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Templates;

public sealed class PredefinedVariablesTests
{
    [Theory]
    [InlineData("amp_cohort_name", "cohort_name")]
    [InlineData("amplitude_cohort_name", "cohort_name")]
    [InlineData("amp_cohort_id", "cohort_id")]
    [InlineData("amplitude_cohort_id", "cohort_id")]
    [InlineData("amp_cohort_url", "cohort_url")]
    [InlineData("amplitude_cohort_url", "cohort_url")]
    [InlineData("listId", "list_id")]
    [InlineData("list_Id", "list_id")]
    [InlineData("cohort_name", "cohort_name")]
    [InlineData("List_id", "List_id")]
    [InlineData("region", "region")]
    public void Names_of_the_guide_stay_valid(string written, string canonical) =>
        Assert.Equal(canonical, PredefinedVariables.Canonical(written));

    [Fact]
    public void Those_of_a_request_are_told_from_those_of_a_run()
    {
        var batch = PredefinedVariables.All.Where(v => v.Kind == VariableKind.Batch).Select(v => v.Name);
        Assert.Equal(["items", "in_cohort", "operation", "message_id", "batch_size"], batch);
        Assert.Equal(VariableKind.Run, PredefinedVariables.Find("listId")?.Kind);
        Assert.Null(PredefinedVariables.Find("bearer_token"));
    }
}
