using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations;

/// <summary>A destination's API as its partner describes it: one document, valid as a whole.</summary>
/// <remarks>Made by <see cref="IntegrationDocument"/> only, which reports every error of a document at once.</remarks>
public sealed record Integration
{
    /// <summary>The display name. One state directory holds one sync of the integration of this name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether membership is held as a list or as a property on each user.</summary>
    public required IntegrationType Type { get; init; }

    /// <summary>The catalog's category, such as <c>messaging</c>.</summary>
    public string? Category { get; init; }

    /// <summary>One sentence for the tile.</summary>
    public string? Summary { get; init; }

    /// <summary>The full description, Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>The logo's file name, relative to the document.</summary>
    public string? Logo { get; init; }

    /// <summary>How requests prove who sends them.</summary>
    public required Authentication Authentication { get; init; }

    /// <summary>The document's own custom fields, in its order.</summary>
    public IReadOnlyList<CustomField> CustomFields { get; init; } = [];

    /// <summary>Everything that a customer gives: the authentication method's own variables first (unless a custom field of the same variable sets its name and place), then the custom fields.</summary>
    public IReadOnlyList<CustomField> Settings { get; init; } = [];

    /// <summary>Additional headers on every request; one named like the authentication method's replaces it.</summary>
    public IReadOnlyList<NamedTemplate> Headers { get; init; } = [];

    /// <summary>How a member becomes an item.</summary>
    public required Mapping Mapping { get; init; }

    /// <summary>Whether <c>$cohort_name</c> is the name's slug.</summary>
    public bool SlugifyCohortName { get; init; }

    /// <summary>Pace, patience and what a changed item means.</summary>
    public DeliverySettings Delivery { get; init; } = new();

    /// <summary>The requests.</summary>
    public required Endpoints Endpoints { get; init; }
}

/// <summary>What a destination holds a cohort as.</summary>
public enum IntegrationType
{
    /// <summary>A list with members: created, added to, removed from.</summary>
    List,

    /// <summary>A property on each user, true for members: one endpoint, <c>updateUsers</c>.</summary>
    Property,
}

/// <summary>A name and the template of its value: a header, or a query parameter.</summary>
/// <param name="Name">As written in the document.</param>
/// <param name="Value">What is sent.</param>
public sealed record NamedTemplate(string Name, Template Value);
