using Rollcall.Sandbox.Log;
using Rollcall.Testing.Definitions;

namespace Rollcall.System.Tests;

public sealed class UserInUrlTests
{
    [Fact]
    public async Task Users_that_would_change_the_path_are_rejected_and_others_arrive_encoded()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Definition = scenario.Definition with { Form = SandboxForm.ListOneByOne };

        var result = await scenario.SyncAsync(["..", "", ".", "a/b?c#d", "plain", "..."]);

        var report = Scenario.Ended(result, 1, "partially_succeeded");
        Assert.Equal(1, report.Number("cohort", "invalid"));
        Assert.Equal((2, 0, 0), report.Counts("rejected"));
        scenario.ListHolds(["a/b?c#d", "plain", "..."]);
        Assert.Contains(
            scenario.Requests(Operation.AddMember),
            request => request.Target.EndsWith("/members/a%2Fb%3Fc%23d", StringComparison.Ordinal)
        );
        Assert.Equal(3, scenario.Requests(Operation.AddMember).Count);
    }
}
