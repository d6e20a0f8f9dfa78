using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Access;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Remembers the project that a person saw last: where the start page leads.</summary>
public sealed class LastProject(Databases databases)
{
    /// <summary>Remembers it; writes only where it is another one.</summary>
    public async Task RememberAsync(Asker asker, CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        var last = await database
            .Users.Where(person => person.Id == asker.PersonId)
            .Select(person => person.LastProjectId)
            .SingleOrDefaultAsync(cancellation);
        if (last != asker.ProjectId)
        {
            await database
                .Users.Where(person => person.Id == asker.PersonId)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(person => person.LastProjectId, asker.ProjectId),
                    cancellation
                );
        }
    }
}
