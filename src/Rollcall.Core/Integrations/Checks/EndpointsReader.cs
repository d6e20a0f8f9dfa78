using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads <c>endpoints</c>.</summary>
internal sealed class EndpointsReader(FaultList faults, TemplateReader templates, EndpointReader reader)
{
    private static readonly Key<MapReader>[] Requests =
    [
        EndpointsFormat.CreateList,
        EndpointsFormat.AddUsers,
        EndpointsFormat.RemoveUsers,
        EndpointsFormat.UpdateUsers,
    ];

    /// <summary>Reads the endpoints, and gives each the error classifications that it copies.</summary>
    public Endpoints Read(MapReader map, Site listIdSite)
    {
        var errors = new ErrorsReader(faults, map.Has(EndpointsFormat.CreateList));
        var read = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        foreach (var key in Requests)
        {
            if (map.Find(key) is { } endpoint)
            {
                errors.Read(key.Name, endpoint.Get(EndpointFormat.Errors, new ErrorRows([], null)));
                read.Add(key.Name, reader.Read(key.Name, endpoint));
            }
            else if (map.Has(key))
            {
                templates.Skip();
            }
        }
        errors.CheckCopies([.. Requests.Where(map.Has).Select(key => key.Name)]);
        var listId = map.Find(EndpointsFormat.ListId);
        Endpoint? Find(Key key) => read.TryGetValue(key.Name, out var endpoint) ? errors.Complete(endpoint) : null;
        return new Endpoints
        {
            CreateList = Find(EndpointsFormat.CreateList),
            ListId = listId is null ? null : templates.Read(listId, TemplatePlace.Plain, listIdSite),
            AddUsers = Find(EndpointsFormat.AddUsers),
            RemoveUsers = Find(EndpointsFormat.RemoveUsers),
            UpdateUsers = Find(EndpointsFormat.UpdateUsers),
        };
    }
}
