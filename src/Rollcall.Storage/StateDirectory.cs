using Rollcall.Core.Storage;

namespace Rollcall.Storage;

/// <summary>Everything that a sync remembers, in one folder: the ledger, membership files, plans. Locked while a run goes on.</summary>
public sealed class StateDirectory : IDisposable
{
    private StateDirectory() { }

    /// <summary>The sync's ledger.</summary>
    public ISyncLedger Ledger => throw new NotImplementedException();

    /// <summary>Opens a state directory for a run, made when it is not there, and locks it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Rollcall.Core.Runs.UsageException">Another process runs on it, or the folder is something else.</exception>
    public static StateDirectory Open(string folder, TimeProvider time) => throw new NotImplementedException();

    /// <summary>Opens a state directory for reading only, without the lock: for <c>members</c> and <c>runs</c>.</summary>
    /// <exception cref="Rollcall.Core.Runs.UsageException">There is no state directory there.</exception>
    public static StateDirectory OpenForReading(string folder, TimeProvider time) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
