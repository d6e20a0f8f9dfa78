using Rollcall.Core.Runs;
using Rollcall.Storage.Tests.Contracts;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests;

public sealed class StateDirectoryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Second_run_on_a_state_directory_is_refused_while_the_first_goes_on()
    {
        var path = _folder.At("state");
        using (StateDirectory.Open(path))
        {
            var refused = Assert.Throws<UsageException>(() => StateDirectory.Open(path));
            Assert.Contains($"Another run goes on in {path}", refused.Message, StringComparison.Ordinal);
        }
        StateDirectory.Open(path).Dispose();
    }

    [Fact]
    public void Lock_ends_with_the_process_that_is_killed()
    {
        var path = _folder.At("state");
        using var other = ChildProcess.Start(ChildProcess.HoldState, path);
        Assert.Equal("open", other.ReadLine());
        Assert.Throws<UsageException>(() => StateDirectory.Open(path));

        other.Kill();

        StateDirectory.Open(path).Dispose();
    }

    [Fact]
    public void State_is_read_while_a_run_goes_on()
    {
        using var running = StateDirectory.Open(_folder.At("state"));
        var epoch = running.Ledger.Claim();
        running.Ledger.Commit(epoch, Step(step => step.Run = Run("r1")));

        using var reading = StateDirectory.OpenForReading(_folder.At("state"));

        Assert.Equal("r1", Assert.Single(reading.Ledger.Runs()).Run);
        running.Ledger.Commit(epoch, Step(step => step.Run = Run("r1", RunStatus.Succeeded, Noon)));
        Assert.Equal(RunStatus.Succeeded, reading.Ledger.FindRun("r1")!.Status);
        Assert.Equal(LedgerView.Of(running.Ledger), LedgerView.Of(reading.Ledger));
    }

    [Fact]
    public void Reader_that_stays_does_not_stop_a_run()
    {
        using var running = StateDirectory.Open(_folder.At("state"));
        var epoch = running.Ledger.Claim();
        running.Ledger.Commit(epoch, Step(step => step.Rejected.AddRange([Rejected(1), Rejected(2)])));
        using var reading = StateDirectory.OpenForReading(_folder.At("state"));
        using var rows = reading.Ledger.RejectedItems().GetEnumerator();
        Assert.True(rows.MoveNext());

        running.Ledger.Commit(epoch, Step(step => step.ClearRejections = true));

        Assert.True(rows.MoveNext());
        Assert.Empty(running.Ledger.RejectedItems());
    }

    [Fact]
    public void Reading_where_there_is_no_state_says_so_and_makes_nothing()
    {
        Assert.Throws<UsageException>(() => StateDirectory.OpenForReading(_folder.At("state")));

        Assert.False(Directory.Exists(_folder.At("state")));
    }

    [Fact]
    public void Folder_with_other_files_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_folder.At("holiday.jpg"), "");

        var refused = Assert.Throws<UsageException>(() => StateDirectory.Open(_folder.Path));

        Assert.Contains("empty directory", refused.Message, StringComparison.Ordinal);
        Assert.Equal([_folder.At("holiday.jpg")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void File_in_place_of_a_folder_is_refused()
    {
        File.WriteAllText(_folder.At("state"), "");

        Assert.Contains(
            "is a file",
            Assert.Throws<UsageException>(() => StateDirectory.Open(_folder.At("state"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Folder_in_place_of_the_lock_is_not_told_as_a_run_that_goes_on()
    {
        Directory.CreateDirectory(_folder.At("lock"));

        var refused = Assert.Throws<UsageException>(() => StateDirectory.Open(_folder.Path));

        Assert.DoesNotContain("Another run", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be used", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_in_place_of_the_ledger_is_told()
    {
        Directory.CreateDirectory(_folder.At("rollcall.db"));

        Assert.Throws<UsageException>(() => StateDirectory.Open(_folder.Path));
    }

    [Fact]
    public void Crash_before_the_ledger_was_made_does_not_make_the_folder_a_foreign_one()
    {
        File.WriteAllText(_folder.At("lock"), "");

        StateDirectory.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void New_state_directory_is_its_owner_s_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        StateDirectory.Open(_folder.At("state")).Dispose();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(_folder.At("state"))
        );
    }

    [Fact]
    public void Failed_opening_leaves_the_directory_unlocked()
    {
        var path = _folder.At("state");
        Directory.CreateDirectory(path);
        File.WriteAllText(
            Path.Combine(path, "rollcall.db"),
            "this is no database, and long enough to be told so".PadRight(200)
        );
        Assert.ThrowsAny<Exception>(() => StateDirectory.Open(path));
        File.Delete(Path.Combine(path, "rollcall.db"));

        StateDirectory.Open(path).Dispose();
    }

    public void Dispose() => _folder.Dispose();
}
