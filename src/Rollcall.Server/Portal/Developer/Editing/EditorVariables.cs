using Rollcall.Core.Templates;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>The variables that may stand in a part of a draft, for completion.</summary>
internal static class EditorVariables
{
    // The list is not there yet, and there is no batch.
    private static readonly string[] OfCreation =
    [
        "cohort_name",
        "cohort_id",
        "cohort_url",
        "computed_time",
        "message_id",
        "operation",
        "in_cohort",
    ];

    /// <summary>The variables of a part of an endpoint.</summary>
    /// <param name="editing">The draft.</param>
    /// <param name="endpoint">The endpoint's key.</param>
    /// <param name="part"><c>url</c>, <c>body</c>, <c>items</c> or <c>header</c>.</param>
    public static IReadOnlyList<EditorVariable> Of(DraftEditing editing, string endpoint, string part)
    {
        var isCreation = endpoint == "createList";
        var variables = new List<EditorVariable>();
        if (!isCreation && part is "items" or "body" or "url" && !isCreation)
        {
            variables.AddRange(Mapping(editing));
        }
        variables.AddRange(Settings(editing));
        var known = PredefinedVariables.All.Where(variable =>
            isCreation ? OfCreation.Contains(variable.Name)
            : variable.Name == "items" ? part == "body"
            : variable.Name != "list_id" || !editing.Form.IsProperty
        );
        variables.AddRange(known.Select(variable => Variable(editing, variable.Name, variable.Summary)));
        return variables;
    }

    /// <summary>The variables of a header of every request.</summary>
    public static IReadOnlyList<EditorVariable> OfAllRequests(DraftEditing editing) =>
        [
            .. Settings(editing),
            .. PredefinedVariables
                .All.Where(variable => OfCreation.Contains(variable.Name))
                .Select(variable => Variable(editing, variable.Name, variable.Summary)),
        ];

    private static IEnumerable<EditorVariable> Settings(DraftEditing editing) =>
        SetupFields
            .Of(editing.Form.Root, "")
            .Fields.Select(field => Variable(editing, field.Variable, $"Custom field: {field.DisplayName}"));

    private static IEnumerable<EditorVariable> Mapping(DraftEditing editing) =>
        SetupFields
            .Of(editing.Form.Root, "")
            .Mappings.Select(field => Variable(editing, field.Variable, $"Mapping field: {field.DisplayName}"));

    private static EditorVariable Variable(DraftEditing editing, string name, string what) =>
        new(name, what, editing.Samples.GetValueOrDefault(name));
}
