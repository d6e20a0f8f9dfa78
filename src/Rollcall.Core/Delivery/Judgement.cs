namespace Rollcall.Core.Delivery;

/// <summary>What an answer means for the items of its request.</summary>
public enum Verdict
{
    /// <summary>All of them succeeded.</summary>
    Accepted,

    /// <summary>All but <see cref="Judgement.Failed"/> succeeded.</summary>
    PartlyAccepted,

    /// <summary>Refused (400, 422, <c>split</c>): some item may be at fault.</summary>
    Refused,

    /// <summary>404 or 410: as <see cref="Refused"/>, or the list is gone.</summary>
    NotFound,

    /// <summary>409: tried again like <see cref="Retry"/>, then split, each piece tried once more.</summary>
    Conflict,

    /// <summary>413: halved.</summary>
    TooLarge,

    /// <summary>No answer, 408, 425, 429, 5xx, <c>retry</c>: tried again later.</summary>
    Retry,

    /// <summary>A 2xx that cannot be told a success, or failed items that match none: may have been applied; tried again.</summary>
    Ambiguous,

    /// <summary>401, 403, <c>abort</c>: the run stops at once.</summary>
    Stop,

    /// <summary>A redirect, an unlisted refusal: not tried again, not split; the endpoint may be failing.</summary>
    Failed,

    /// <summary><c>recreate_list</c>: the list is gone, a new one is wanted.</summary>
    RecreateList,
}

/// <summary>An answer as judged by an endpoint's success rule, classifications and failed items.</summary>
public sealed record Judgement
{
    /// <summary>What it means.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What is told to people; null for a plain success.</summary>
    public DeliveryError? Error { get; init; }

    /// <summary>For a success: the reason of the classification that labels it, or whose action is <c>succeed</c>; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>For <see cref="Verdict.PartlyAccepted"/>: the items that failed, by index in the batch, ascending. For
    /// <see cref="Verdict.Refused"/>: the items at fault, where the answer names them; whether the others would be taken is not known.</summary>
    public IReadOnlyList<FailedItem> Failed { get; init; } = [];

    /// <summary>For <see cref="Verdict.Refused"/>: the answer told that part of the batch succeeded, only not which.</summary>
    public bool PartSucceeded { get; init; }

    /// <summary>Whether the request may have been, or may yet be, applied in whole or part: it was sent, and no answer says otherwise.</summary>
    public bool InDoubt { get; init; }
}

/// <summary>An item that an answer says has failed.</summary>
/// <param name="Index">In the batch, from 0.</param>
/// <param name="Reason">The destination's words, masked; null when it gave none.</param>
public sealed record FailedItem(int Index, string? Reason);

/// <summary>A failure as people see it.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Status">The status; null without an answer.</param>
/// <param name="Type">The classification's failure reason, <c>unclassified</c>, or a type of its own for failures without an answer.</param>
/// <param name="Message">The sentence for the customer.</param>
/// <param name="Response">The response's beginning (4 KiB at most), secrets masked; empty without one.</param>
public sealed record DeliveryError(string Endpoint, int? Status, string Type, string Message, string Response);
