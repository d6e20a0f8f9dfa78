using Rollcall.Core.Storage;
using Rollcall.Storage.Sqlite;
using Rollcall.Storage.Tests.Contracts;

namespace Rollcall.Storage.Tests.Sqlite;

/// <summary>The SQLite ledger keeps to the contract.</summary>
public sealed class SqliteLedgerTests : SyncLedgerContract, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<SqliteLedger> _open = [];

    protected override ISyncLedger Open()
    {
        var ledger = SqliteLedger.Open(_folder.Path);
        _open.Add(ledger);
        return ledger;
    }

    public void Dispose()
    {
        _open.ForEach(ledger => ledger.Dispose());
        _folder.Dispose();
    }
}
