using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of <c>endpoints</c>.</summary>
internal static class EndpointsFormat
{
    public static readonly Key<MapReader> CreateList = new(
        "createList",
        EndpointFormat.Create,
        "Creates the list at the first sync; its answer tells the list's ID."
    );

    public static readonly Key<ScalarNode> ListId = new(
        "listId",
        TextKind.Template,
        "Instead of `createList`: the list's ID, chosen by Rollcall (`${cohort_id | slug}`) or typed by the customer."
    )
    {
        Example = "${cohort_id | slug}",
    };

    public static readonly Key<MapReader> AddUsers = new(
        "addUsers",
        EndpointFormat.Shape,
        "Adds a batch of items to the list."
    );

    public static readonly Key<MapReader> RemoveUsers = new(
        "removeUsers",
        EndpointFormat.Shape,
        "Removes a batch of items from the list."
    );

    public static readonly Key<MapReader> UpdateUsers = new(
        "updateUsers",
        EndpointFormat.Shape,
        "For type `property`: sets the property of a batch of users to `$in_cohort`."
    );

    public static readonly Shape Shape = new(
        "endpoints",
        "The requests of an integration.",
        CreateList,
        ListId,
        AddUsers,
        RemoveUsers,
        UpdateUsers,
        new LaterKey("lookup"),
        new LaterKey("findList"),
        new LaterKey("listMembers"),
        new LaterKey("replaceUsers"),
        new LaterKey("renameList"),
        new LaterKey("deleteList")
    );
}
