using Microsoft.Data.Sqlite;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;
using Rollcall.Storage.Sqlite;
using Rollcall.Storage.Tests.Contracts;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests.Sqlite;

/// <summary>What stands between a ledger's file and a wrong baseline.</summary>
public sealed class LedgerFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => SqliteLedger.FileIn(_folder.Path);

    [Fact]
    public void Steps_are_written_ahead_and_flushed_in_full()
    {
        using var connection = LedgerDatabase.OpenForWriting(File);

        Assert.Equal("wal", Ask(connection, "PRAGMA journal_mode"));
        Assert.Equal(2L, Ask(connection, "PRAGMA synchronous"));
    }

    [Fact]
    public void File_of_a_newer_version_is_refused_by_name_and_left_as_it_is()
    {
        SqliteLedger.Open(_folder.Path).Dispose();
        Change("PRAGMA user_version = 99");

        var writing = Assert.Throws<UsageException>(() => SqliteLedger.Open(_folder.Path));
        var reading = Assert.Throws<UsageException>(() => SqliteLedger.OpenForReading(_folder.Path));

        Assert.Contains("newer version of Rollcall (schema 99", writing.Message, StringComparison.Ordinal);
        Assert.Equal(writing.Message, reading.Message);
        Assert.Contains(File, writing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_was_never_finished_is_finished_by_writing_and_refused_for_reading()
    {
        System.IO.File.Create(File).Dispose();

        Assert.Throws<UsageException>(() => SqliteLedger.OpenForReading(_folder.Path));
        using var ledger = SqliteLedger.Open(_folder.Path);
        Assert.Null(ledger.Load());
    }

    [Fact]
    public void Database_of_another_program_is_refused_and_left_as_it_is()
    {
        Change("CREATE TABLE songs (title TEXT)");

        Assert.Throws<UsageException>(() => SqliteLedger.Open(_folder.Path));

        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        Assert.Equal(1L, Ask(connection, "SELECT count(*) FROM sqlite_schema"));
    }

    [Theory]
    [InlineData(0, 100)] // not a database any more
    [InlineData(100, 4096)] // the first page's tables
    [InlineData(4096, 40960)] // the pages of data
    public void Damaged_file_is_told_and_never_read_as_an_empty_ledger(int from, int to)
    {
        using (var ledger = SqliteLedger.Open(_folder.Path))
        {
            var epoch = ledger.Claim();
            ledger.Commit(epoch, Step(step => step.Sync = Sync("list")));
            ledger.Commit(epoch, ManyRejections(200));
        }
        Overwrite(from, to);

        foreach (var open in new[] { SqliteLedger.Open, (Func<string, SqliteLedger>)SqliteLedger.OpenForReading })
        {
            var damaged = Assert.Throws<DamagedStateException>(() =>
            {
                using var ledger = open(_folder.Path);
                LedgerView.Of(ledger);
            });
            Assert.Contains(File, damaged.Message, StringComparison.Ordinal);
            Assert.Contains("backup", damaged.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Step_that_found_the_disk_full_left_nothing_and_works_when_there_is_room()
    {
        var connection = LedgerDatabase.OpenForWriting(File);
        using var ledger = new SqliteLedger(_folder.Path, connection);
        var epoch = ledger.Claim();
        var step = ManyRejections(2000);
        step.Sync = Sync("list");
        var before = LedgerView.Of(ledger);
        Ask(connection, "PRAGMA max_page_count = 1"); // no fewer than there are

        var full = Assert.Throws<LedgerBusyException>(() => ledger.Commit(epoch, step));
        Assert.Contains("free some space", full.Message, StringComparison.Ordinal);
        Assert.Equal(before, LedgerView.Of(ledger));
        Assert.Throws<LedgerBusyException>(() => ledger.Commit(epoch, step));
        Ask(connection, "PRAGMA max_page_count = 1000000");
        ledger.Commit(epoch, step);

        Assert.Equal("list", ledger.Load()!.ListId);
        Assert.Equal(2000, ledger.CountRejections().Add);
    }

    [Fact]
    public void Step_that_met_another_process_s_lock_works_when_the_lock_is_gone()
    {
        using var ledger = SqliteLedger.Open(_folder.Path);
        var epoch = ledger.Claim();
        using (var other = ChildProcess.Start(ChildProcess.HoldWriteLock, _folder.Path))
        {
            Assert.Equal("locked", other.ReadLine());

            var busy = Assert.Throws<LedgerBusyException>(() =>
                ledger.Commit(epoch, Step(step => step.Sync = Sync("list")))
            );

            Assert.Contains("locked by another program", busy.Message, StringComparison.Ordinal);
            Assert.Null(ledger.Load());
        }
        ledger.Commit(epoch, Step(step => step.Sync = Sync("list")));
        Assert.Equal("list", ledger.Load()!.ListId);
    }

    public void Dispose() => _folder.Dispose();

    private static LedgerStep ManyRejections(int count) =>
        Step(step => step.Rejected.AddRange(Enumerable.Range(0, count).Select(hash => Rejected((UInt128)hash))));

    private void Overwrite(int from, int to)
    {
        using var stream = new FileStream(File, FileMode.Open);
        stream.Position = from;
        var noise = new byte[Math.Min(to, stream.Length) - from];
        new Random(1).NextBytes(noise);
        stream.Write(noise);
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        Ask(connection, sql);
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
