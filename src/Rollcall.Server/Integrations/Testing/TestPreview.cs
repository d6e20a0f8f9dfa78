using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>The requests of a test, unsent.</summary>
public sealed record TestPreview
{
    /// <summary>The first request of each endpoint, by the endpoint's name.</summary>
    public IReadOnlyDictionary<string, EndpointRequest> Requests { get; init; } =
        new Dictionary<string, EndpointRequest>();

    /// <summary>What is wrong with values of the setup form.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; init; } = [];

    /// <summary>What is wrong with the users, a sentence each; with one there are no requests.</summary>
    public IReadOnlyList<string> UserFaults { get; init; } = [];

    /// <summary>What is odd about the users.</summary>
    public IReadOnlyList<string> UserWarnings { get; init; } = [];
}

/// <summary>The first request of an endpoint.</summary>
/// <param name="Request">As it will be sent, secrets as dots; null where it cannot be made.</param>
/// <param name="Fault">Why it cannot be made.</param>
/// <param name="Count">How many requests the test sends to this endpoint.</param>
/// <param name="Curl">The same as a command, secrets as shell variables; "" where it cannot be made.</param>
/// <param name="UsesListId">Whether it needs the list's ID.</param>
public sealed record EndpointRequest(ShownRequest? Request, string? Fault, int Count, string Curl, bool UsesListId);
