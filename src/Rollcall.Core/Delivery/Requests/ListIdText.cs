using Rollcall.Core.Delivery.Requests.Compiled;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests;

/// <summary>Renders the list's ID where the definition chooses it (<c>listId: ${cohort_id | slug}</c>).</summary>
public static class ListIdText
{
    /// <summary>The list's ID.</summary>
    /// <param name="template">The definition's.</param>
    /// <param name="integration">The definition.</param>
    /// <param name="values">The run's values.</param>
    /// <exception cref="SettingException">A value is missing, or the ID would be blank.</exception>
    public static string Render(Template template, Integration integration, RunValues values)
    {
        var scope = new VariableScope(integration, values, ItemLayout.Of(integration.Mapping));
        // As in a path: a slug of nothing but hyphens gets the cohort's ID behind it.
        var texts = template.Parts.Select(part =>
            part.Use is { } use ? scope.Known(use, ValueContext.UrlPath).Text : part.Literal
        );
        var id = string.Concat(texts);
        return string.IsNullOrWhiteSpace(id)
            ? throw new SettingException(
                template.Uses.Count > 0 ? template.Uses[0].Name : "",
                "The list's ID is empty."
            )
            : id;
    }
}
