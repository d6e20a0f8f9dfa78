using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of a whole document.</summary>
internal static class RootFormat
{
    public static readonly Key<int> ApiVersion = new(
        "apiVersion",
        new ChoiceKind("rollcall/v1"),
        "The version of the format."
    )
    {
        IsRequired = true,
        Example = "rollcall/v1",
    };

    public static readonly Key<ScalarNode> Name = new(
        "name",
        TextKind.Filled,
        "The display name. One state directory holds one sync of the integration of this name."
    )
    {
        IsRequired = true,
        Example = "Acme Lists",
    };

    public static readonly Key<int> Type = new(
        "type",
        new ChoiceKind("list", "property"),
        "Whether the destination holds a cohort as a list with members, or as a property on each user."
    )
    {
        IsRequired = true,
        Example = "list",
    };

    public static readonly Key<ScalarNode> Category = new("category", TextKind.Filled, "The catalog's category.")
    {
        Example = "messaging",
    };

    public static readonly Key<ScalarNode> Summary = new("summary", TextKind.Filled, "One sentence for the tile.")
    {
        Example = "Acme sends messages to lists of people.",
    };

    public static readonly Key<ScalarNode> Description = new(
        "description",
        TextKind.Filled,
        "The full description, Markdown."
    )
    {
        Example = "|\n  Keep an Acme list equal to a cohort.",
    };

    public static readonly Key<ScalarNode> Logo = new(
        "logo",
        new TextKind("the name of a PNG file beside the document, such as acme.png")
        {
            Pattern = @"^[^/\\:]+\.[pP][nN][gG]$",
        },
        "The logo: a PNG file beside the document, at most 256 KiB and 1024 pixels wide and high."
    )
    {
        Example = "acme.png",
    };

    public static readonly Key<MapReader> Authentication = new(
        "authentication",
        AuthenticationFormat.Shape,
        "How requests prove who sends them."
    )
    {
        Default = "method: none",
        Example = "{method: bearer}",
    };

    public static readonly Key<IReadOnlyList<Item<MapReader>>> CustomFields = new(
        "customFields",
        new ListKind<MapReader>(CustomFieldFormat.Shape),
        "What the customer gives besides: in the setup modal, or in the sync dialog."
    )
    {
        Example = "[{variable: account, displayName: Account ID}]",
    };

    public static readonly Key<IReadOnlyList<KeyValuePair<ScalarNode, ScalarNode>>> Headers = new(
        "headers",
        new NamedTextsKind("a mapping from header names to values"),
        "Additional headers on every request; one named like the authentication method's replaces it. "
            + "`Content-Type` says what `contentType` does, for all endpoints that do not say it themselves. "
            + "Framing headers and `Content-Encoding` are Rollcall's own."
    )
    {
        Example = "{X-Client: Rollcall}",
    };

    public static readonly Key<MapReader> Mapping = new(
        "mapping",
        MappingFormat.Shape,
        "How a member's user properties become an item's fields."
    )
    {
        IsRequired = true,
        Example = "{fields: [{variable: user_id_field_amplitude, displayName: User ID}]}",
    };

    public static readonly Key<bool> SlugifyCohortName = new(
        "slugifyCohortName",
        FlagKind.Instance,
        "Whether `$cohort_name` is the name's slug: ASCII letters, digits, underscores and hyphens, 100 at most."
    )
    {
        Default = "false",
        Example = "true",
    };

    public static readonly Key<MapReader> Delivery = new(
        "delivery",
        DeliveryFormat.Shape,
        "Pace and patience of delivery, and what a changed item means."
    )
    {
        Example = "{parallelism: 2, rateLimits: [{requests: 90, per: 1s}]}",
    };

    public static readonly Key<MapReader> Endpoints = new(
        "endpoints",
        EndpointsFormat.Shape,
        "The requests. A list has `addUsers` and `removeUsers` and either `createList` or `listId`; "
            + "a property has `updateUsers`."
    )
    {
        IsRequired = true,
        Example = "",
    };

    public static readonly Shape Shape = new(
        "integration",
        "One integration: a destination's API as its partner describes it.",
        ApiVersion,
        Name,
        Type,
        Category,
        Summary,
        Description,
        Logo,
        Authentication,
        CustomFields,
        Headers,
        Mapping,
        SlugifyCohortName,
        Delivery,
        Endpoints,
        new LaterKey("partnerSecrets"),
        new LaterKey("signature")
    );
}
