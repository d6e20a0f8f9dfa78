namespace Rollcall.Server.Integrations;

/// <summary>What people call the endpoints of a definition.</summary>
public static class EndpointLabels
{
    /// <summary>The label of an endpoint; its key where it has none.</summary>
    /// <param name="name">The endpoint's key, such as <c>createList</c>.</param>
    public static string Of(string name) =>
        name switch
        {
            "createList" => "List Creation Endpoint",
            "addUsers" => "Add Users Endpoint",
            "removeUsers" => "Remove Users Endpoint",
            "updateUsers" => "Update Users Endpoint",
            _ => name,
        };
}
