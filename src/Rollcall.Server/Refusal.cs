using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Database;

namespace Rollcall.Server;

/// <summary>Something that was asked for is not done, for a reason that the asker can understand and mend. Nothing was changed.</summary>
/// <remarks>The API answers with problem details, pages show the sentence. Everything else that is thrown is a fault of ours.</remarks>
public sealed class Refusal : Exception
{
    private Refusal(RefusalKind kind, string message, IReadOnlyList<FieldFault> fields)
        : base(message) => (Kind, Fields) = (kind, fields);

    /// <summary>What kind of reason.</summary>
    public RefusalKind Kind { get; }

    /// <summary>The fields that are wrong, with a sentence each; empty where no field is.</summary>
    public IReadOnlyList<FieldFault> Fields { get; }

    /// <summary>It is not there, or not the asker's: nobody can tell which.</summary>
    public static Refusal NotFound() =>
        new(RefusalKind.NotFound, "Not found. It does not exist, or it belongs to someone else.", []);

    /// <summary>The asker's role does not allow it.</summary>
    /// <param name="sentence">Which role does.</param>
    public static Refusal Forbidden(string sentence) => new(RefusalKind.Forbidden, sentence, []);

    /// <summary>What was given is wrong.</summary>
    /// <param name="fields">What, where, and what to do.</param>
    public static Refusal Invalid(params IReadOnlyList<FieldFault> fields) =>
        new(RefusalKind.Invalid, fields.Count == 1 ? fields[0].Message : $"{fields.Count} fields are wrong.", fields);

    /// <summary>What was given is wrong in more places than are told.</summary>
    /// <param name="count">How many there are in all.</param>
    /// <param name="fields">The first of them.</param>
    public static Refusal Invalid(int count, IReadOnlyList<FieldFault> fields) =>
        count <= fields.Count
            ? Invalid(fields)
            : new(
                RefusalKind.Invalid,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count:N0} things are wrong; the first {fields.Count:N0} are told."
                ),
                fields
            );

    /// <summary>It contradicts what is there: a name that is taken, a state that does not allow it, a newer version.</summary>
    /// <param name="sentence">What, and what to do.</param>
    public static Refusal Conflict(string sentence) => new(RefusalKind.Conflict, sentence, []);

    /// <summary>More was sent than is taken.</summary>
    /// <param name="sentence">How much is taken, and what to do.</param>
    public static Refusal TooLarge(string sentence) => new(RefusalKind.TooLarge, sentence, []);

    /// <summary>What to tell where a save failed because of what somebody else saved at the same moment; null: it failed for another reason.</summary>
    public static Refusal? OfFailedSave(Exception failure) =>
        failure switch
        {
            DbUpdateConcurrencyException => Conflict(
                "Somebody else changed this meanwhile. Load it again, then change it."
            ),
            DbUpdateException save when Unique.Violated(save) => Conflict(
                "Somebody else has just saved something of the same name. Load the page again, and choose another name."
            ),
            _ => null,
        };
}

/// <summary>Why something is not done.</summary>
public enum RefusalKind
{
    /// <summary>404.</summary>
    NotFound,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>422.</summary>
    Invalid,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>413.</summary>
    TooLarge,
}

/// <summary>A field that is wrong.</summary>
/// <param name="Field">Its name in the API, camel case, such as <c>name</c> or <c>settings.api_key</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record FieldFault(string Field, string Message);

/// <summary>Fields that are wrong, for whoever shows them.</summary>
public static class FieldFaults
{
    /// <summary>What is wrong with a field; null for nothing.</summary>
    public static string? Of(this IReadOnlyList<FieldFault> faults, string field) =>
        faults.FirstOrDefault(fault => fault.Field == field)?.Message;
}
