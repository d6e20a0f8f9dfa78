using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Secrets;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Encrypted values of the tenant.</summary>
    public DbSet<Secret> Secrets => Set<Secret>();

    /// <summary>Wrapped keys of the tenant.</summary>
    public DbSet<SecretKey> SecretKeys => Set<SecretKey>();
}
