using System.Globalization;

namespace Rollcall.Storage.Tests.Sqlite;

/// <summary>A process that is killed in the middle of writing loses no step that was committed.</summary>
public sealed class LedgerCrashTests
{
    [Fact]
    public void Killed_writer_loses_no_committed_step_and_leaves_no_half_one()
    {
        using var folder = new TestFolder();
        var random = new Random(1);
        var last = 0L;
        for (var round = 0; round < 8; round++)
        {
            last = WriteAndKill(ChildProcess.WriteSteps, folder.Path, steps: random.Next(1, 60), last);
            CheckStepsUpTo(folder.Path, ref last);
        }
    }

    [Fact]
    public void Killed_writer_loses_no_appended_step()
    {
        using var folder = new TestFolder();
        var random = new Random(2);
        var last = 0L;
        for (var round = 0; round < 8; round++)
        {
            last = WriteAndKill(ChildProcess.AppendSteps, folder.Path, steps: random.Next(1, 1500), last);
            using var state = StateDirectory.Open(folder.Path);
            state.Ledger.Claim();
            var known = state.Ledger.Interrupted()?.Pieces ?? [];
            Assert.InRange(known.Count, last, last + 1); // appended, and killed before it was told
            Assert.Equal(Numbers(known.Count), known.Select(piece => piece.Start));
            last = known.Count;
        }
    }

    /// <summary>Lets a child commit some steps and kills it; gives the last number that it told.</summary>
    private static long WriteAndKill(string mode, string folder, int steps, long last)
    {
        using var child = ChildProcess.Start(mode, folder);
        for (var step = 0; step < steps; step++)
        {
            var number = long.Parse(child.ReadLine()!, CultureInfo.InvariantCulture);
            Assert.Equal(last + 1, number);
            last = number;
        }
        // The last line may be cut in the middle of its digits, so only whole ones count: those in sequence.
        foreach (var line in child.Kill())
        {
            last = line == (last + 1).ToString(CultureInfo.InvariantCulture) ? last + 1 : last;
        }
        return last;
    }

    private static void CheckStepsUpTo(string folder, ref long last)
    {
        using var state = StateDirectory.Open(folder);
        var known = long.Parse(state.Ledger.Load()!.ListId!, CultureInfo.InvariantCulture);
        Assert.InRange(known, last, last + 1); // committed, and killed before it was told
        var interrupted = state.Ledger.Interrupted()!;
        Assert.Equal(Numbers(known), interrupted.Pieces.Select(piece => piece.Start));
        Assert.Equal(Numbers(known), interrupted.Outcomes.Select(outcome => outcome.Range.Start));
        Assert.Equal(Numbers(known), state.Ledger.RejectionKeys().Select(key => (long)key.KeyHash));
        last = known;
    }

    private static IEnumerable<long> Numbers(long last)
    {
        for (var number = 1L; number <= last; number++)
        {
            yield return number;
        }
    }
}
