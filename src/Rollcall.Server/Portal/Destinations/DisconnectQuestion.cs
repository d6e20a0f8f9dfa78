using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Destinations;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>Asks before a destination is disconnected, and names what goes with it.</summary>
internal static class DisconnectQuestion
{
    /// <summary>Asks.</summary>
    public static async Task<bool> AskAsync(
        IDialogService dialogs,
        Disconnection disconnection,
        Asker asker,
        OpenDestination open,
        CancellationToken cancellation
    )
    {
        var syncs = await disconnection.SyncsAsync(asker, open.Destination.Id, cancellation);
        var secrets = open.Secrets.Count switch
        {
            0 => "",
            1 => " and 1 secret",
            var count => $" and {count} secrets",
        };
        var text =
            syncs.Count == 0
                ? $"Its settings{secrets} go with it. No sync uses it; lists that it made at the destination stay there."
                : $"{(syncs.Count == 1 ? "1 sync goes" : $"{syncs.Count} syncs go")} there: {string.Join(", ", syncs.Take(5).Select(sync => sync.Cohort))}. Delete these first; each asks whether to take its users off.";
        return await ConfirmDialog.AskAsync(
            dialogs,
            $"Disconnect {open.Destination.Name}?",
            text,
            "Disconnect",
            harmful: true
        );
    }
}
