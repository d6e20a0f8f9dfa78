using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Checks that the endpoints are those that the type needs.</summary>
internal sealed class EndpointsCheck(FaultList faults, MapReader endpoints)
{
    private static readonly Key[] OfList =
    [
        EndpointsFormat.CreateList,
        EndpointsFormat.ListId,
        EndpointsFormat.AddUsers,
        EndpointsFormat.RemoveUsers,
    ];

    /// <summary>Checks the endpoints; of an unknown type nothing can be said.</summary>
    public void Check(IntegrationType? type)
    {
        switch (type)
        {
            case IntegrationType.List:
                CheckList();
                break;
            case IntegrationType.Property:
                CheckProperty();
                break;
        }
    }

    private void CheckList()
    {
        Require(EndpointsFormat.AddUsers, "list");
        Require(EndpointsFormat.RemoveUsers, "list");
        Refuse(
            EndpointsFormat.UpdateUsers,
            "updateUsers belongs to type property; a list has addUsers and removeUsers."
        );
        var (creates, isTold) = (endpoints.Has(EndpointsFormat.CreateList), endpoints.Has(EndpointsFormat.ListId));
        if (creates && isTold)
        {
            Refuse(EndpointsFormat.ListId, "A list has createList or listId, not both; leave one of them out.");
        }
        else if (!creates && !isTold)
        {
            faults.Add(
                endpoints.Anchor,
                "A list needs createList, or `listId: ${cohort_id | slug}` where the list's ID is chosen by us."
            );
        }
    }

    private void CheckProperty()
    {
        Require(EndpointsFormat.UpdateUsers, "property");
        foreach (var key in OfList)
        {
            Refuse(key, $"{key.Name} belongs to type list; a property has updateUsers only.");
        }
    }

    private void Require(Key key, string type)
    {
        if (!endpoints.Has(key))
        {
            faults.Add(
                endpoints.Anchor,
                $"{key.Name} is missing in endpoints; an integration of type {type} needs it."
            );
        }
    }

    private void Refuse(Key key, string message)
    {
        if (endpoints.Has(key))
        {
            faults.Add(endpoints.KeyAt(key), message);
        }
    }
}
