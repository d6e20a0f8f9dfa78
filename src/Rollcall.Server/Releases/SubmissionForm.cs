using Rollcall.Core.Integrations;

namespace Rollcall.Server.Releases;

/// <summary>What is filled in to submit a version.</summary>
public sealed record SubmissionForm
{
    /// <summary>Characters of the notes at most.</summary>
    public const int LongestNotes = 5_000;

    /// <summary>The values of a test account for the reviewer, by variable: kept as secrets, and gone after the decision.</summary>
    public IReadOnlyDictionary<string, string> TestAccount { get; init; } = new Dictionary<string, string>();

    /// <summary>What the reviewer should know.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The test account's values, defaults filled in.</summary>
    /// <exception cref="Refusal">A value is missing or wrong, or the notes are too long.</exception>
    internal IReadOnlyDictionary<string, string> Checked(Integration integration)
    {
        var values = SettingValues.Resolve(integration.Settings, TestAccount.GetValueOrDefault);
        var faults = values
            .Problems.Select(problem => new FieldFault($"testAccount.{problem.Field.Variable}", problem.Message))
            .ToList();
        if (Notes.Length > LongestNotes)
        {
            faults.Add(new FieldFault("notes", $"Notes have {LongestNotes:N0} characters at most."));
        }
        return faults.Count == 0 ? values.Values : throw Refusal.Invalid(faults);
    }
}
