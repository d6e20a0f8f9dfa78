using Rollcall.Cli.Output;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Sync;

/// <summary>Progress as plain lines, one in five seconds at most, for logs.</summary>
internal sealed class ProgressLines(TextWriter talk, TimeProvider time) : IRunProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _last = time.GetTimestamp();

    /// <inheritdoc/>
    public void Reading(long members) => Now(() => $"Read {Words.Count(members, "member")} so far.");

    /// <inheritdoc/>
    public void Planned(OperationCounts planned, bool resumed) =>
        talk.WriteLine(ProgressText.Planned(planned, resumed));

    /// <inheritdoc/>
    public void Delivering(long settled, long planned) =>
        Now(() => $"Delivered {Words.Number(settled)} of {Words.Number(planned)}.");

    /// <inheritdoc/>
    public void Note(string sentence) => talk.WriteLine(sentence);

    private void Now(Func<string> line)
    {
        if (time.GetElapsedTime(_last) < Pause)
        {
            return;
        }
        _last = time.GetTimestamp();
        talk.WriteLine(line());
    }
}
