using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Server.Access;
using Rollcall.Server.Catalog;
using Rollcall.Server.Secrets;
using Rollcall.Storage.Database;
using Endpoint = Rollcall.Core.Integrations.Endpoint;

namespace Rollcall.Server.Destinations;

/// <summary>
/// Tests a connection without changing anything at the destination. A definition has no request that is known to change
/// nothing, so this asks with GET and no body, which may not change anything (RFC 9110, 9.2.1): at the address that makes
/// the list, with the credentials; at every other host only whether it answers.
/// </summary>
public sealed class ConnectionTest(
    Databases databases,
    PublishedIntegrations published,
    SecretStore secrets,
    EgressRules rules,
    TimeProvider time
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Tests what is filled into a setup form.</summary>
    /// <param name="asker">Who tests.</param>
    /// <param name="versionId">The published version.</param>
    /// <param name="destinationId">The destination whose stored secrets stand in for those left out; null for a new one.</param>
    /// <param name="form">What is filled in.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Refusal">A field is wrong; nothing was sent.</exception>
    public async Task<IReadOnlyList<ConnectionLine>> RunAsync(
        Asker asker,
        string versionId,
        string? destinationId,
        DestinationForm form,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        var version = await published.FindAsync(asker.OrganizationId, versionId, cancellation).ConfigureAwait(false);
        var integration = published.DefinitionOf(version);
        IReadOnlyDictionary<string, string> known = new Dictionary<string, string>();
        List<string>? approved = null;
        if (destinationId is not null)
        {
            await using var database = databases.OpenFor(asker.OrganizationId);
            var destination = await Destinations
                .FindAsync(database, asker, destinationId, cancellation)
                .ConfigureAwait(false);
            approved = destination.ApprovedHosts;
            known = await secrets.ReadAsync(database, destinationId, cancellation).ConfigureAwait(false);
        }
        var filled = CheckedForm.Of(integration, form, known);
        if (approved is not null)
        {
            filled.RequireTypedSecrets(integration, known, approved);
        }
        return await SendAsync(integration, filled, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ConnectionLine>> SendAsync(
        Integration integration,
        CheckedForm filled,
        CancellationToken cancellation
    )
    {
        using var handler = EgressHandler.Create(rules, connections: 1);
        using var sender = new Sender(handler, time);
        var lines = new List<ConnectionLine>();
        var asked = new List<string>();
        if (Probed(integration) is { } endpoint)
        {
            var (line, origin) = await AskAsync(integration, endpoint, filled, sender, cancellation)
                .ConfigureAwait(false);
            lines.Add(line);
            asked.Add(origin);
        }
        foreach (var host in filled.Hosts.Except(asked, StringComparer.OrdinalIgnoreCase))
        {
            lines.Add(await ReachAsync(host, sender, cancellation).ConfigureAwait(false));
        }
        return lines;
    }

    // The address that makes the list, or sets the property, where nothing of a run stands in it; a GET there is not its own request.
    private static Endpoint? Probed(Integration integration) =>
        (integration.Endpoints.CreateList ?? integration.Endpoints.UpdateUsers) is { } endpoint
        && endpoint.Method != "GET"
        && !endpoint.Url.Source.Contains('?', StringComparison.Ordinal)
        && IsKnown(integration, endpoint.Url)
        && endpoint.Headers.Concat(integration.Headers).All(header => IsKnown(integration, header.Value))
            ? endpoint
            : null;

    private static bool IsKnown(Integration integration, Template template) =>
        template.Uses.All(use =>
            integration.Settings.Any(field => field.Variable == use.Name && field.Scope == FieldScope.Destination)
        );

    private async Task<(ConnectionLine Line, string Origin)> AskAsync(
        Integration integration,
        Endpoint endpoint,
        CheckedForm filled,
        Sender sender,
        CancellationToken cancellation
    )
    {
        var question = endpoint with
        {
            Method = "GET",
            Query = [],
            Body = null,
            Items = null,
            IdempotencyHeader = null,
        };
        var values = new RunValues
        {
            Settings = filled.Values,
            CohortName = "",
            CohortId = "",
            ComputedTime = time.GetUtcNow(),
        };
        var request = new RenderedRequest();
        RequestBuilder builder;
        try
        {
            builder = RequestBuilder.Create(integration, question, values, ItemLayout.Of(integration.Mapping));
            builder.Render(null, new BatchValues(Operation.Add, "connection-test", AnsweredAttempts: 0), request);
        }
        catch (SettingException exception)
        {
            throw Refusal.Invalid(new FieldFault($"settings.{exception.Variable}", exception.Message));
        }
        var origin = new Uri(request.Url).GetLeftPart(UriPartial.Authority);
        var answer = await sender.SendAsync(request, Patience, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var mask = new SecretMask(
            integration
                .Settings.Where(field => field.IsSecret)
                .Select(field => filled.Values.GetValueOrDefault(field.Variable) ?? "")
        );
        var judged = new Judge(question, builder, mask).Read(answer, items: null);
        return (ConnectionLine.Of(integration, new Uri(request.Url), answer, judged), origin);
    }

    private static async Task<ConnectionLine> ReachAsync(string host, Sender sender, CancellationToken cancellation)
    {
        var request = new RenderedRequest { Method = "HEAD", Url = $"{host}/" };
        var answer = await sender.SendAsync(request, Patience, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return ConnectionLine.OfHost(new Uri(host), answer);
    }
}
