using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Database;
using Rollcall.Storage.Destinations;

namespace Rollcall.Server.Destinations;

/// <summary>Whether destinations' accounts take requests. Works in the caller's session; the caller saves.</summary>
public static class AccountStates
{
    /// <summary>The account refused its credentials.</summary>
    /// <param name="database">The session.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="reason">Why, in the partner's words.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Whether that is news.</returns>
    public static async Task<bool> NeedCredentialsAsync(
        RollcallDatabase database,
        string destinationId,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellation = default
    )
    {
        var destination = await database
            .Destinations.SingleOrDefaultAsync(row => row.Id == destinationId, cancellation)
            .ConfigureAwait(false);
        if (destination is null or { State: AccountState.NeedsCredentials })
        {
            return false;
        }
        (destination.State, destination.StateReason) = (AccountState.NeedsCredentials, reason);
        destination.StateSince = now;
        return true;
    }

    /// <summary>The account takes requests again: a probe was accepted, or somebody gave other credentials.</summary>
    /// <returns>Whether that is news.</returns>
    public static async Task<bool> ConnectAsync(
        RollcallDatabase database,
        string destinationId,
        DateTimeOffset now,
        CancellationToken cancellation = default
    )
    {
        var destination = await database
            .Destinations.SingleOrDefaultAsync(row => row.Id == destinationId, cancellation)
            .ConfigureAwait(false);
        return destination is not null
            && await ConnectAsync(database, destination, now, cancellation).ConfigureAwait(false);
    }

    /// <summary>The same for a row that the session has.</summary>
    internal static async Task<bool> ConnectAsync(
        RollcallDatabase database,
        Destination destination,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (destination.State == AccountState.Connected)
        {
            return false;
        }
        (destination.State, destination.StateReason) = (AccountState.Connected, null);
        destination.StateSince = now;
        await SyncsOfDestinations.ResumeAsync(database, destination.Id, now, cancellation).ConfigureAwait(false);
        return true;
    }
}
