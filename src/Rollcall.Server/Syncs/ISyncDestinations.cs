using Rollcall.Core.Integrations;

namespace Rollcall.Server.Syncs;

/// <summary>The destinations that syncs deliver to, with everything that a run needs of them.</summary>
public interface ISyncDestinations
{
    /// <summary>A destination, its secrets included.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="destinationId">Which.</param>
    /// <param name="syncSettings">Values of the fields that are asked for each sync, by variable.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">It is not there, or cannot be used as it is: its version was withdrawn, a field has no value.</exception>
    Task<SyncDestination> LoadAsync(
        string organizationId,
        string destinationId,
        IReadOnlyDictionary<string, string> syncSettings,
        CancellationToken cancellation = default
    );

    /// <summary>The account refused the credentials.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="destinationId">Which.</param>
    /// <param name="reason">In the partner's words.</param>
    Task RefusedAsync(string organizationId, string destinationId, string reason);

    /// <summary>The account takes requests.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="destinationId">Which.</param>
    Task AcceptedAsync(string organizationId, string destinationId);
}

/// <summary>A destination as a run needs it. Holds secrets: for a request about to be rendered, and nothing else.</summary>
public sealed record SyncDestination
{
    /// <summary><c>dst_…</c></summary>
    public required string Id { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Its project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The definition.</summary>
    public required Integration Integration { get; init; }

    /// <summary>The definition's text, to which runs are pinned.</summary>
    public required string DefinitionText { get; init; }

    /// <summary>Values of all fields, defaults filled in.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Which user property feeds each mapping field, by variable.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>A keyed hash of host and authentication values: what limits belong to.</summary>
    public required string AccountFingerprint { get; init; }

    /// <summary>Makes the handler that requests leave through, with the operator's rules on addresses.</summary>
    public required Func<HttpMessageHandler> OpenHttp { get; init; }
}
