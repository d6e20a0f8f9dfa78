using System.CommandLine;
using Rollcall.Cli.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Storage;

namespace Rollcall.Cli.Members;

/// <summary><c>rollcall members</c>: who is on the list, as the destination acknowledged it.</summary>
internal sealed class MembersCommand : Verb
{
    private readonly Option<string> _state = StateOption.Create();

    /// <summary>The verb.</summary>
    public MembersCommand(Surroundings surroundings)
        : base(
            "members",
            "Prints the acknowledged membership: the first key field of each user that is there, one a line. With --json a JSON object a line, users in doubt included.",
            "rollcall members --state state/trial | sort | diff - <(tail -n +2 trial.csv | sort)",
            surroundings
        ) => Options.Add(_state);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        using var state = StateDirectory.OpenForReading(parsed.GetRequiredValue(_state));
        if (state.Ledger.Interrupted() is { } cut)
        {
            Surroundings.Error.WriteLine(
                $"Run {cut.Run.Id} has not ended. What it delivered is counted once it has: by its own end, or by the next sync."
            );
        }
        using var membership = Membership.Open(state.Ledger.Folder, state.Ledger.Load()?.Membership);
        using var lines = MemberLines.To(Surroundings.Output, parsed.GetValue(Json));
        membership.ForEach(
            (memberState, record, layout) =>
            {
                stop.ThrowIfCancellationRequested();
                lines.Write(memberState, record, layout);
            }
        );
        lines.Flush();
        if (!parsed.GetValue(Json) && membership.InDoubt > 0)
        {
            Surroundings.Error.WriteLine(
                $"{Output.Words.Count(membership.InDoubt, "user")} in doubt not shown; --json shows them too."
            );
        }
        return Task.FromResult(ExitCode.Done);
    }
}
