using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Simulation.Tests.World;

/// <summary>A ledger around another, to change one thing about it.</summary>
internal abstract class LedgerDecorator(ISyncLedger inner) : ISyncLedger
{
    public string Folder => inner.Folder;

    public virtual long Claim() => inner.Claim();

    public virtual SyncRecord? Load() => inner.Load();

    public virtual InterruptedRun? Interrupted() => inner.Interrupted();

    public virtual void Commit(long epoch, LedgerStep step) => inner.Commit(epoch, step);

    public virtual void Append(long epoch, LedgerStep step) => inner.Append(epoch, step);

    public virtual Task FlushAsync() => inner.FlushAsync();

    public virtual IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) => inner.Between(first, last);

    public OperationCounts CountRejections() => inner.CountRejections();

    public IEnumerable<(UInt128 KeyHash, Operation Operation)> RejectionKeys() => inner.RejectionKeys();

    public IEnumerable<RejectedItem> RejectedItems() => inner.RejectedItems();

    public void RetryRejections() => inner.RetryRejections();

    public RunRecord? LastEndedRun(DateTimeOffset before) => inner.LastEndedRun(before);

    public RunRecord? HeldRun() => inner.HeldRun();

    public IReadOnlyList<RetiredMembership> RetiredMemberships(DateTimeOffset at) => inner.RetiredMemberships(at);

    public IReadOnlyList<RunSummary> Runs(int limit = 1000) => inner.Runs(limit);

    public RunReport? FindRun(string run) => inner.FindRun(run);
}
