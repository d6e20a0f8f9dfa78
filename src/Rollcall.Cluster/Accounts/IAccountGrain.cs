namespace Rollcall.Cluster.Accounts;

/// <summary>Shares a destination account's parallelism and rate among all runs that use it, on however many machines. Its key is the account's fingerprint.</summary>
[Alias("rollcall.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Gives a run a block of permits.</summary>
    [Alias("Ask")]
    Task<PermitBlock> Ask(PermitRequest request);

    /// <summary>A run needs the account no more.</summary>
    [Alias("Leave")]
    Task Leave(PermitRequest last);
}
