using Rollcall.Core.Storage;
using Rollcall.Testing.Ledgers;

namespace Rollcall.Storage.Tests.Contracts;

/// <summary>The simulations' ledger keeps to the contract too.</summary>
public sealed class MemoryLedgerTests : SyncLedgerContract
{
    private readonly MemoryLedger _ledger = new("nowhere");

    protected override ISyncLedger Open() => _ledger;
}
