namespace Rollcall.Core.Delivery.Requests;

/// <summary>The values of all variables that are known for a whole run.</summary>
public sealed record RunValues
{
    /// <summary>Values of custom fields and authentication variables, by variable; defaults filled in.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The cohort's name as people gave it; the builder slugifies it where the definition says so.</summary>
    public required string CohortName { get; init; }

    /// <summary>The cohort's ID.</summary>
    public required string CohortId { get; init; }

    /// <summary>The cohort's page; empty where there is no portal.</summary>
    public string CohortUrl { get; init; } = "";

    /// <summary>When the cohort was read.</summary>
    public required DateTimeOffset ComputedTime { get; init; }

    /// <summary>The list's ID at the destination, its digits kept; null until it is known.</summary>
    public string? ListId { get; init; }

    /// <summary>Whether the destination gave the list's ID as a JSON number: outside of strings it is then written as one.</summary>
    public bool ListIdIsNumber { get; init; }
}

/// <summary>The values of variables that are known for one request.</summary>
/// <param name="Operation">What is done to the items; a creation is an add.</param>
/// <param name="MessageId">The batch's ID, the same at every attempt.</param>
/// <param name="AnsweredAttempts">How many attempts were answered before: the idempotency header's suffix is <c>-2</c> after one, <c>-3</c> after two.</param>
public readonly record struct BatchValues(Integrations.Operation Operation, string MessageId, int AnsweredAttempts);

/// <summary>A setting, a list's ID or the cohort's name cannot be written where the definition puts it; nothing was sent.</summary>
/// <param name="variable">Whose value it is.</param>
/// <param name="message">What is wrong, where and what to do; never holds a secret's value.</param>
public sealed class SettingException(string variable, string message) : Exception(message)
{
    /// <summary>Whose value it is, without the dollar sign.</summary>
    public string Variable { get; } = variable;
}
