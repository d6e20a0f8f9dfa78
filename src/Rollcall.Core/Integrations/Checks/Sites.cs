namespace Rollcall.Core.Integrations.Checks;

/// <summary>The places of a document that templates stand in.</summary>
/// <param name="isProperty">Whether the document's type is property: there is no list.</param>
/// <param name="createsList">Whether the list's ID is known only once <c>createList</c> was answered.</param>
internal sealed class Sites(bool isProperty, bool createsList)
{
    private const string NotYet = "the list does not exist yet";

    private readonly string? _noList = isProperty ? "an integration of type property has no list" : null;

    /// <summary>What proves who sends a request: only what the customer gives, since it says whose account it is.</summary>
    public static Site Authentication { get; } =
        new("authentication")
        {
            IsSecret = true,
            PreDefined = [],
            NoListId = "it is the account's, not a list's",
        };

    /// <summary>A header of every request.</summary>
    public Site GeneralHeader =>
        new("a header of every request")
        {
            IsSecret = true,
            PreDefined = Creation,
            NoListId = _noList ?? (createsList ? "createList sends it too, when " + NotYet : null),
        };

    /// <summary>The list's ID where there is no creation: it stays the same for ever.</summary>
    public Site ListId =>
        new("listId")
        {
            PreDefined = ["cohort_id", "cohort_name", "cohort_url"],
            NoListId = "this is where it is made",
        };

    /// <summary>A part of an endpoint's request.</summary>
    /// <param name="part">What it is called: <c>the URL</c>.</param>
    /// <param name="endpoint">The endpoint's name.</param>
    public Site Of(string part, string endpoint)
    {
        var isCreate = endpoint == "createList";
        return new Site($"{part} of {endpoint}")
        {
            PreDefined = isCreate ? Creation : null,
            NoListId = isCreate ? NotYet : _noList,
        };
    }

    /// <summary>Makes one of <see cref="Of"/> take mapping fields and, under a condition, <c>$items</c>, unless it is the creation's.</summary>
    public Site Content(string part, string endpoint, string? itemsNeed)
    {
        var site = Of(part, endpoint);
        return endpoint == "createList"
            ? site
            : site with
            {
                TakesMapping = true,
                TakesItems = true,
                ItemsNeed = itemsNeed,
            };
    }

    // A creation is an add, but has no batch.
    private static readonly string[] Creation =
    [
        "cohort_id",
        "cohort_name",
        "cohort_url",
        "computed_time",
        "message_id",
        "operation",
        "in_cohort",
    ];
}
