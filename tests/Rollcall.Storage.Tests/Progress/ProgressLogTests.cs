using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;
using Rollcall.Storage.Progress;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests.Progress;

/// <summary>What a progress log gives back, whatever a crash has left of it.</summary>
public sealed class ProgressLogTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Whatever_is_cut_off_or_damaged_a_log_gives_the_records_before_it()
    {
        Write(first: 0, records: 12);
        var whole = File.ReadAllBytes(OnlyLog());
        var used = Array.FindLastIndex(whole, octet => octet != 0) + 1;

        for (var at = ProgressFile.HeaderLength; at < used; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x40;
            AssertBeginning(damaged);
            AssertBeginning(whole[..at]);
        }
        AssertBeginning([]);
    }

    [Fact]
    public void Records_of_an_earlier_turn_do_not_come_back()
    {
        using var log = ProgressLog.Create(_folder.Path, 1, sequence: 0);
        Append(log, 0, 30);
        log.IsFolded();
        Append(log, 30, 3);

        Assert.Equal([30, 31, 32], Starts(ProgressFile.Read(OnlyLog(), 30)));
        Assert.Empty(ProgressFile.Read(OnlyLog(), 33));
        // A database that is older than the log's turn knows nothing of what came between.
        Assert.Empty(ProgressFile.Read(OnlyLog(), 5));
    }

    [Fact]
    public void A_full_log_takes_nothing_more_until_it_is_folded()
    {
        using var log = ProgressLog.Create(_folder.Path, 1, sequence: 0);
        var appended = 0;
        while (log.TryAppend(Step(step => step.Pieces.Add(Piece(Lane.Adds, appended)))))
        {
            appended++;
        }

        Assert.Equal(appended, log.After(0).Count());
        Assert.Equal(appended, log.Sequence);
        log.IsFolded();
        Append(log, appended, 1);
        Assert.Equal([appended], Starts(log.After(appended)));
    }

    [Fact]
    public void A_log_that_is_closed_refuses_its_owner()
    {
        using var log = ProgressLog.Create(_folder.Path, 1, sequence: 0);
        Append(log, 0, 1);

        ProgressFile.Close(OnlyLog());

        Assert.Throws<LostOwnershipException>(() => Append(log, 1, 1));
    }

    [Fact]
    public void A_log_whose_content_is_in_the_database_is_deleted_with_its_owner()
    {
        var log = ProgressLog.Create(_folder.Path, 1, sequence: 0);
        Append(log, 0, 5);
        log.IsFolded();

        log.Dispose();

        Assert.Empty(ProgressLog.FilesIn(_folder.Path));
    }

    [Fact]
    public async Task A_disk_that_fails_is_told()
    {
        using var thread = new FlushThread(() => throw new IOException("no disk"), "the.log");

        var busy = await Assert.ThrowsAsync<LedgerBusyException>(thread.FlushAsync);

        Assert.Contains("the.log", busy.Message, StringComparison.Ordinal);
        Assert.Contains("no disk", busy.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(int first, int records)
    {
        using var log = ProgressLog.Create(_folder.Path, 1, first);
        Append(log, first, records);
    }

    private static void Append(ProgressLog log, int first, int records)
    {
        for (var number = first; number < first + records; number++)
        {
            Assert.True(
                log.TryAppend(
                    Step(step =>
                    {
                        step.Pieces.Add(Piece(Lane.Adds, number));
                        step.Outcomes.Add((Lane.Removes, new OutcomeRange(number, 2, Outcome.InDoubt, true)));
                        step.Traffic = new Core.Runs.RunTraffic(new Core.Runs.RequestCounts(number), number);
                    })
                )
            );
        }
    }

    private string OnlyLog() => ProgressLog.FilesIn(_folder.Path).Single();

    private void AssertBeginning(byte[] content)
    {
        var file = Path.Combine(_folder.Path, "damaged");
        File.WriteAllBytes(file, content);

        var starts = Starts(ProgressFile.Read(file, 0)).ToList();

        Assert.Equal(Enumerable.Range(0, starts.Count).Select(start => (long)start), starts);
        Assert.InRange(starts.Count, 0, 12);
    }

    private static IEnumerable<long> Starts(IEnumerable<LedgerStep> steps) =>
        steps.Select(step =>
        {
            var start = step.Pieces.Single().Start;
            Assert.Equal(new OutcomeRange(start, 2, Outcome.InDoubt, true), step.Outcomes.Single().Range);
            Assert.Equal(start, step.Traffic!.BytesSent);
            return start;
        });
}
