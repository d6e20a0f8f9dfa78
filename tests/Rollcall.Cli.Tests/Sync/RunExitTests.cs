using Rollcall.Cli.Sync;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Tests.Sync;

public sealed class RunExitTests
{
    [Theory]
    [InlineData(RunStatus.Succeeded, ExitCode.Done)]
    [InlineData(RunStatus.Planned, ExitCode.Done)]
    [InlineData(RunStatus.PartiallySucceeded, ExitCode.Failed)]
    [InlineData(RunStatus.Failed, ExitCode.Failed)]
    [InlineData(RunStatus.Held, ExitCode.Held)]
    [InlineData(RunStatus.Canceled, ExitCode.Interrupted)]
    public void Every_status_has_its_exit_code(RunStatus status, int code) =>
        Assert.Equal(code, RunExit.CodeOf(Report(status), null, TextWriter.Null));

    [Fact]
    public void A_failed_run_is_never_allowed() => Assert.Equal(ExitCode.Failed, Code(Report(RunStatus.Failed), 1000));

    [Fact]
    public void Users_of_failed_batches_count_as_lost()
    {
        var report = Report(RunStatus.PartiallySucceeded) with
        {
            Planned = new OperationCounts(100),
            Delivered = new OperationCounts(90),
            Rejected = new OperationCounts(1),
        };

        Assert.Equal(ExitCode.Failed, Code(report, 9));
        Assert.Equal(ExitCode.Done, Code(report, 10));
    }

    [Fact]
    public void Rejections_of_earlier_runs_count_as_lost()
    {
        var report = Report(RunStatus.PartiallySucceeded) with { Rejected = new OperationCounts(5, 1) };

        Assert.Equal(ExitCode.Failed, Code(report, 5));
        Assert.Equal(ExitCode.Done, Code(report, 6));
    }

    private static int Code(RunReport report, long allowed) =>
        RunExit.CodeOf(report, new RemovalLimit(null, allowed), TextWriter.Null);

    private static RunReport Report(RunStatus status) => new() { Run = "r", Status = status };
}
