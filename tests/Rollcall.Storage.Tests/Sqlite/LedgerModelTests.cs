using CsCheck;
using Microsoft.Data.Sqlite;
using Rollcall.Core.Storage;
using Rollcall.Storage.Sqlite;
using Rollcall.Storage.Tests.Contracts;
using Rollcall.Testing.Ledgers;

namespace Rollcall.Storage.Tests.Sqlite;

/// <summary>Random histories: after each step the SQLite ledger says what the one in memory says.</summary>
public sealed class LedgerModelTests
{
    [Fact]
    public void Ledger_in_a_file_says_what_the_one_in_memory_says()
    {
        StepGen.History.Sample(Replay, iter: 200, threads: 1);
    }

    private static void Replay(LedgerAct[] history)
    {
        using var folder = new TestFolder();
        var model = new MemoryLedger(folder.Path);
        var real = Reopen(folder.Path, null);
        var (modelEpoch, realEpoch) = (0L, 0L);
        try
        {
            foreach (var act in history)
            {
                if (act.Reopens)
                {
                    real = Reopen(folder.Path, real);
                }
                if (act.Claims)
                {
                    (modelEpoch, realEpoch) = (model.Claim(), real.Claim());
                }
                Assert.Equal(
                    Write(model, modelEpoch - act.EpochsBehind, act),
                    Write(real, realEpoch - act.EpochsBehind, act)
                );
                Assert.Equal(LedgerView.Of(model), LedgerView.Of(real));
            }
        }
        finally
        {
            real.Dispose();
        }
    }

    private static Type? Write(ISyncLedger ledger, long epoch, LedgerAct act)
    {
        try
        {
            if (act.Appends)
            {
                ledger.Append(epoch, act.Step);
            }
            else
            {
                ledger.Commit(epoch, act.Step);
            }
            return null;
        }
        catch (Exception exception) when (exception is LostOwnershipException or InvalidOperationException)
        {
            return exception.GetType();
        }
    }

    private static SqliteLedger Reopen(string folder, SqliteLedger? open)
    {
        open?.Dispose();
        var connection = LedgerDatabase.OpenForWriting(SqliteLedger.FileIn(folder));
        // What is compared here is what is said, not what survives a power cut: no need to flush thousands of steps.
        using var command = new SqliteCommand("PRAGMA synchronous = OFF", connection);
        command.ExecuteNonQuery();
        return new SqliteLedger(folder, connection);
    }
}
