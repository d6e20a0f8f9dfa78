using Microsoft.EntityFrameworkCore.Design;

namespace Rollcall.Storage.Database;

/// <summary>Gives <c>dotnet ef</c> the model. It needs no database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<RollcallDatabase>
{
    /// <inheritdoc/>
    public RollcallDatabase CreateDbContext(string[] args) => new Databases("rollcall.db").OpenForInstallation();
}
