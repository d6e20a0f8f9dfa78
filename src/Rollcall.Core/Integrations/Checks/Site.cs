namespace Rollcall.Core.Integrations.Checks;

/// <summary>Where in a document a template stands, and so which variables it may use.</summary>
/// <param name="Name">What messages call it: <c>the URL of addUsers</c>.</param>
internal sealed record Site(string Name)
{
    /// <summary>Custom fields used here are secrets by default: authentication, headers, the query.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Mapping fields may be used: the values of one item.</summary>
    public bool TakesMapping { get; init; }

    /// <summary><c>$items</c> may be used.</summary>
    public bool TakesItems { get; init; }

    /// <summary>What <c>$items</c> needs besides; null: nothing.</summary>
    public string? ItemsNeed { get; init; }

    /// <summary>Why <c>$list_id</c> cannot be used; null: it can.</summary>
    public string? NoListId { get; init; }

    /// <summary>The pre-defined variables besides <c>$items</c> and <c>$list_id</c> that may be used; null: all.</summary>
    public IReadOnlyList<string>? PreDefined { get; init; }

    /// <summary>Key fields may have filters that change the value here: nothing of it is sent.</summary>
    public bool TakesChangedKeys { get; init; }
}
