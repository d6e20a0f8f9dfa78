using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Batches;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>The endpoints of a run, with everything in them filled in that is known for the whole run.</summary>
internal sealed class RunEndpoints
{
    /// <summary>Stands for the list's ID while a plan is made before there is a list: no request is sent with it.</summary>
    private const string UnknownListId = "0";

    private readonly EndpointWork _add;
    private readonly EndpointWork _remove;

    private RunEndpoints(EndpointWork add, EndpointWork remove) => (_add, _remove) = (add, remove);

    /// <summary>Fills in a run's values.</summary>
    /// <exception cref="SettingException">A value cannot stand where the definition puts it.</exception>
    public static RunEndpoints Create(SyncRequest request, SyncRecord sync, RunValues values, SecretMask mask)
    {
        var (integration, layout) = (request.Integration, ItemLayout.Of(request.Integration.Mapping));
        EndpointWork Work(Endpoint endpoint)
        {
            var builder = RequestBuilder.Create(integration, endpoint, values, layout);
            var learned = sync.LearnedBatchSizes.GetValueOrDefault(endpoint.Name, int.MaxValue);
            var size = Math.Min(endpoint.BatchSize, learned);
            return new EndpointWork(endpoint, builder, new Judge(endpoint, builder, mask), size);
        }

        var (add, remove) = (integration.Endpoints.For(Operation.Add), integration.Endpoints.For(Operation.Remove));
        var addWork = Work(add);
        return new RunEndpoints(addWork, ReferenceEquals(add, remove) ? addWork : Work(remove));
    }

    /// <summary>Checks that the list can be created, or its ID chosen, with a run's values.</summary>
    /// <exception cref="SettingException">A value cannot stand where the definition puts it.</exception>
    public static void CheckCreation(SyncRequest request, RunValues values)
    {
        var endpoints = request.Integration.Endpoints;
        if (endpoints.CreateList is { } create)
        {
            RequestBuilder.Create(request.Integration, create, values, ItemLayout.Of(request.Integration.Mapping));
        }
        if (endpoints.ListId is { } chosen)
        {
            ListIdText.Render(chosen, request.Integration, values);
        }
    }

    public EndpointWork Of(Operation operation) => operation == Operation.Add ? _add : _remove;

    public EndpointWork Of(Lane lane) => Of(Lanes.OperationOf(lane));

    /// <summary>Why an item cannot be written into a request; null: it can.</summary>
    public string? WhyNot(Operation operation, ReadOnlyMemory<byte> record) =>
        Of(operation).Builder.WhyNot(record.Span);

    /// <summary>Everything that must not be shown of a customer's values.</summary>
    public static SecretMask MaskOf(SyncRequest request) =>
        new(
            request
                .Integration.Settings.Where(field => field.IsSecret)
                .Select(field => request.Settings.GetValueOrDefault(field.Variable))
                .OfType<string>()
        );

    /// <summary>The values of a run of a sync.</summary>
    public static RunValues ValuesOf(SyncRequest request, SyncRecord sync, DateTimeOffset computedTime) =>
        new()
        {
            Settings = request.Settings,
            CohortName = sync.CohortName,
            CohortId = sync.CohortId,
            CohortUrl = request.CohortUrl,
            ComputedTime = computedTime,
            ListId = sync.ListId ?? UnknownListId,
            ListIdIsNumber = sync.ListIdIsNumber,
        };
}
