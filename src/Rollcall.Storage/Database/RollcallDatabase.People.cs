using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.People;
using Rollcall.Storage.Tokens;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Invitations into the tenant that were not taken yet.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Links that let people in, once.</summary>
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    /// <summary>API tokens for the tenant.</summary>
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
}
