using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Releases;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Catalog;

/// <summary>Asks the operators for destinations that the catalog does not have.</summary>
public sealed class DestinationRequests(Databases databases, ReleaseMails mails, AuditLog audit)
{
    private const int LongestWord = 200;
    private const int LongestReason = 2_000;

    /// <summary>Asks.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="address">Where it is, such as its home page; may be empty.</param>
    /// <param name="why">What for; may be empty.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>How many operators are told.</returns>
    /// <exception cref="Refusal">The name is missing, or something is too long.</exception>
    public async Task<int> AskAsync(
        Asker asker,
        string name,
        string address,
        string why,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Read);
        var faults = new List<FieldFault>();
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add(new FieldFault("name", "Say which destination you miss."));
        }
        Check("name", name, LongestWord, faults);
        Check("address", address, LongestWord, faults);
        Check("why", why, LongestReason, faults);
        if (faults.Count > 0)
        {
            throw Refusal.Invalid(faults);
        }
        await using var database = databases.OpenForInstallation();
        var told = await mails
            .RequestedAsync(database, asker.PersonName, name.Trim(), address.Trim(), why.Trim(), cancellation)
            .ConfigureAwait(false);
        audit.Record(
            database,
            asker,
            "destination.requested",
            new AuditSubject("catalog", name.Trim(), asker.Project?.Id),
            before: null,
            new { Name = name.Trim(), Address = address.Trim() }
        );
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return told;
    }

    private static void Check(string field, string text, int longest, List<FieldFault> faults)
    {
        if (text.Length > longest)
        {
            faults.Add(new FieldFault(field, $"{longest:N0} characters are the most."));
        }
    }
}
