using Microsoft.Data.Sqlite;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;
using Rollcall.Storage.Sqlite;

namespace Rollcall.Storage;

/// <summary>Everything that a sync remembers, in one folder: the ledger, membership files, plans. Locked while a run goes on.</summary>
public sealed class StateDirectory : IDisposable
{
    private readonly SqliteLedger _ledger;
    private readonly FileStream? _lock;

    private StateDirectory(SqliteLedger ledger, FileStream? @lock) => (_ledger, _lock) = (ledger, @lock);

    /// <summary>The sync's ledger.</summary>
    public ISyncLedger Ledger => _ledger;

    /// <summary>Opens a state directory for a run, made when it is not there, and locks it. The lock ends with the process, however it ends.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UsageException">Another process runs on it, or the folder is something else.</exception>
    public static StateDirectory Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            RefuseForeignFolder(folder);
            Create(folder);
            var held = Lock(folder);
            try
            {
                return new StateDirectory(SqliteLedger.Open(folder), held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or SqliteException)
        {
            throw new UsageException(
                $"The state directory {folder} cannot be used: {exception.Message} Give another one with --state, or mend it.",
                exception
            );
        }
    }

    /// <summary>Opens a state directory for reading only, without the lock: for <c>members</c> and <c>runs</c>.</summary>
    /// <exception cref="UsageException">There is no state directory there.</exception>
    public static StateDirectory OpenForReading(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!File.Exists(SqliteLedger.FileIn(folder)))
        {
            throw new UsageException(
                $"There is no state in {folder}. Give the directory that `rollcall sync --state` was given."
            );
        }
        try
        {
            return new StateDirectory(SqliteLedger.OpenForReading(folder), null);
        }
        catch (SqliteException exception)
        {
            throw new UsageException($"The state in {folder} cannot be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ledger.Dispose();
        _lock?.Dispose();
    }

    private static void RefuseForeignFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new UsageException(
                $"{folder} is a file. Give a directory with --state; it is made when it is not there."
            );
        }
        if (
            Directory.Exists(folder)
            && !File.Exists(SqliteLedger.FileIn(folder))
            && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != "lock")
        )
        {
            throw new UsageException(
                $"{folder} holds other files and no state of Rollcall. Give an empty directory with --state."
            );
        }
    }

    /// <summary>The members of a cohort are nobody else's business: a new folder is its owner's alone.</summary>
    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            // FileShare.None takes an advisory lock (flock) that the system frees when the process ends.
            return new FileStream(
                Path.Combine(folder, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException held) when (IsHeld(held))
        {
            throw new UsageException($"Another run goes on in {folder}. Wait until it has ended, or stop it.", held);
        }
    }

    /// <summary>Windows' sharing violation, or EWOULDBLOCK of flock on Linux (11) and macOS (35).</summary>
    private static bool IsHeld(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult is 11 or 35;
}
