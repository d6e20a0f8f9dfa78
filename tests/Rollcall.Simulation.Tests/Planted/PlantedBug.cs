using Rollcall.Core.Integrations;
using Rollcall.Core.Storage;

namespace Rollcall.Simulation.Tests.Planted;

/// <summary>A mistake, planted at a seam of the engine, that the simulation must catch.</summary>
/// <param name="Name">What the mistaken engine does.</param>
/// <param name="Change">Puts the mistake into the definition's settings; null for none.</param>
/// <param name="Plant">Puts the mistake between the engine and its ledger or network.</param>
internal sealed record PlantedBug(
    string Name,
    Func<ISyncLedger, HttpMessageHandler, (ISyncLedger Ledger, HttpMessageHandler Network)> Plant,
    Func<Integration, Integration>? Change = null
)
{
    public override string ToString() => Name;
}
