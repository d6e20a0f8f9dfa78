namespace Rollcall.Cluster.Accounts;

/// <summary>Shares an account among the runs that use it. Its memory is its own: after a crash the runs ask anew.</summary>
internal sealed class AccountGrain(TimeProvider time) : Grain, IAccountGrain
{
    private readonly AccountLedger _ledger = new();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public Task<PermitBlock> Ask(PermitRequest request) => Task.FromResult(_ledger.Ask(request, Now));

    /// <inheritdoc/>
    public Task Leave(PermitRequest last)
    {
        _ledger.Leave(last, Now);
        return Task.CompletedTask;
    }
}
