using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations;

/// <summary>The requests of an integration. A list has add and remove and either creates its list or is told its ID; a property has one update.</summary>
public sealed record Endpoints
{
    /// <summary>Creates the list and tells its ID.</summary>
    public Endpoint? CreateList { get; init; }

    /// <summary>Instead of <see cref="CreateList"/>: the list's ID, chosen by us or typed by the customer.</summary>
    public Template? ListId { get; init; }

    /// <summary>Adds a batch of items to the list.</summary>
    public Endpoint? AddUsers { get; init; }

    /// <summary>Removes a batch of items from the list.</summary>
    public Endpoint? RemoveUsers { get; init; }

    /// <summary>Sets the property of a batch of users to <c>$in_cohort</c>.</summary>
    public Endpoint? UpdateUsers { get; init; }

    /// <summary>The endpoint that an operation goes to.</summary>
    /// <exception cref="InvalidOperationException">The document has none, which a valid document never lacks.</exception>
    public Endpoint For(Operation operation) =>
        UpdateUsers
        ?? (operation == Operation.Add ? AddUsers : RemoveUsers)
        ?? throw new InvalidOperationException($"There is no endpoint for {operation}.");

    /// <summary>Every endpoint that the document has, in its order.</summary>
    public IEnumerable<Endpoint> All => new[] { CreateList, AddUsers, RemoveUsers, UpdateUsers }.OfType<Endpoint>();
}

/// <summary>What is done to an item at the destination.</summary>
public enum Operation : byte
{
    /// <summary>It joins the list, or its property becomes true.</summary>
    Add,

    /// <summary>It leaves the list, or its property becomes false.</summary>
    Remove,
}
