using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>The definition that a draft is, where it is valid.</summary>
public static class TestedDefinition
{
    /// <summary>The definition.</summary>
    /// <exception cref="Refusal">The draft has errors: a field each.</exception>
    public static Integration Of(OpenDraft open)
    {
        var check = DraftCheck.Of(Draft.Compose(open.Draft.Root, open.Connection));
        if (check.Document.Integration is { } integration)
        {
            return integration;
        }
        var errors = check.Problems.Where(problem => problem.Severity == Severity.Error).ToList();
        throw Refusal.Invalid(
            errors.Count,
            [
                .. errors
                    .Take(IntegrationFiles.MostProblems)
                    .Select(problem => new FieldFault(problem.Path, problem.Message)),
            ]
        );
    }
}
