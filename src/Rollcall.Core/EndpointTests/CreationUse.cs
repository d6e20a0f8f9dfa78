using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Core.EndpointTests;

/// <summary>The variables that list creation uses: there is one creation, so test data must give them one value.</summary>
internal static class CreationUse
{
    /// <summary>Rows whose values for list creation differ from the first row's, a sentence each.</summary>
    public static IEnumerable<string> Differences(Integration integration, string file, IReadOnlyList<TestRow> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }
        var variables = VariablesOf(integration);
        foreach (var row in rows)
        {
            foreach (var variable in variables)
            {
                if (row.Given.GetValueOrDefault(variable) != rows[0].Given.GetValueOrDefault(variable))
                {
                    yield return $"{file}:{row.Line}: ${variable} differs from line {rows[0].Line}. List creation uses it, so it must be equal in all rows.";
                }
            }
        }
    }

    private static HashSet<string> VariablesOf(Integration integration)
    {
        if (integration.Type == IntegrationType.Property)
        {
            return [];
        }
        var endpoints = integration.Endpoints;
        var templates = endpoints.CreateList is { } create ? TemplatesOf(integration, create) : [endpoints.ListId];
        return [.. templates.OfType<Template>().SelectMany(template => template.Uses).Select(use => use.Name)];
    }

    private static IEnumerable<Template?> TemplatesOf(Integration integration, Endpoint endpoint) =>
        [
            endpoint.Url,
            endpoint.Body,
            .. endpoint.Query.Select(pair => pair.Value),
            .. endpoint.Headers.Select(pair => pair.Value),
            .. integration.Headers.Select(pair => pair.Value),
            integration.Authentication.Header?.Value,
            integration.Authentication.UserName,
            integration.Authentication.Password,
        ];
}
