using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;
using Rollcall.Server.Syncs;
using Rollcall.Testing.Definitions;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>Destinations on a sandbox, by their IDs, in the place of those that people install.</summary>
internal sealed class SandboxDestinations : ISyncDestinations
{
    private readonly Dictionary<string, SyncDestination> _all = [];

    /// <summary>What requests go through; null: nothing.</summary>
    public HeldRequest? Held { get; set; }

    public List<string> Refused { get; } = [];

    public List<string> Accepted { get; } = [];

    public void Set(string id, string projectId, SandboxDefinition definition, string account = "account-1")
    {
        var text = definition.Yaml();
        var document = IntegrationDocument.Read(Encoding.UTF8.GetBytes(text), "sandbox.yaml");
        lock (_all)
        {
            _all[id] = new SyncDestination
            {
                Id = id,
                Name = id,
                ProjectId = projectId,
                Integration = document.Integration ?? throw new ArgumentException(string.Join('\n', document.Problems)),
                DefinitionText = text,
                Settings = new Dictionary<string, string> { ["bearer_token"] = "sandbox-token" },
                Columns = new Dictionary<string, string> { ["user_id"] = "user_id" },
                AccountFingerprint = account,
                OpenHttp = () => new Gate(this) { InnerHandler = EgressHandler.Create(publicOnly: false, 4) },
            };
        }
    }

    public void Set(SyncDestination destination)
    {
        lock (_all)
        {
            _all[destination.Id] = destination;
        }
    }

    public Task<SyncDestination> LoadAsync(
        string organizationId,
        string destinationId,
        IReadOnlyDictionary<string, string> syncSettings,
        CancellationToken cancellation = default
    )
    {
        lock (_all)
        {
            return Task.FromResult(_all.GetValueOrDefault(destinationId) ?? throw Refusal.NotFound());
        }
    }

    public Task RefusedAsync(string organizationId, string destinationId, string reason)
    {
        Refused.Add(destinationId);
        return Task.CompletedTask;
    }

    public Task AcceptedAsync(string organizationId, string destinationId)
    {
        Accepted.Add(destinationId);
        return Task.CompletedTask;
    }

    private sealed class Gate(SandboxDestinations destinations) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (destinations.Held is { } held)
            {
                await held.PassAsync();
            }
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
