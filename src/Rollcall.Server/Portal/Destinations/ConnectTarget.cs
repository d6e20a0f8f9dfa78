using Rollcall.Core.Integrations;
using Rollcall.Server.Destinations;
using Rollcall.Storage.Catalog;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>What the setup modal connects to.</summary>
/// <param name="Version">The published version.</param>
/// <param name="Integration">Its definition.</param>
/// <param name="Existing">The destination that is edited; null for a new one.</param>
public sealed record ConnectTarget(PublishedVersion Version, Integration Integration, OpenDestination? Existing);
