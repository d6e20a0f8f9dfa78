using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Says which custom fields are secrets, once all uses are known.</summary>
internal sealed class SecretCheck(FaultList faults, TemplateReader templates)
{
    /// <summary>The custom fields; reports a secret that has a default.</summary>
    public IReadOnlyList<CustomField> Settle(IReadOnlyList<FieldDraft> drafts)
    {
        var sent = new Dictionary<string, Use>(StringComparer.Ordinal);
        foreach (var use in templates.Uses.Where(use => use.IsSecret))
        {
            sent.TryAdd(use.Variable.Name, use);
        }
        return [.. drafts.Select(draft => Settle(draft, sent.GetValueOrDefault(draft.Field.Variable)))];
    }

    /// <summary>Whether a variable of a valid integration is sent in authentication, a header or a query.</summary>
    public static bool IsSent(Integration integration, string variable)
    {
        var authentication = integration.Authentication;
        var endpoints = integration.Endpoints.All.ToList();
        var named = endpoints.SelectMany(endpoint => endpoint.Headers.Concat(endpoint.Query));
        Template?[] whole = [authentication.Header?.Value, authentication.UserName, authentication.Password];
        return whole
            .Concat(integration.Headers.Concat(named).Select(text => text.Value))
            .SelectMany(template => template?.Uses ?? [])
            .Concat(endpoints.SelectMany(endpoint => endpoint.Url.Uses).Where(use => use.Part == UrlPart.Query))
            .Any(use => use.Name == variable);
    }

    private CustomField Settle(FieldDraft draft, Use? sent)
    {
        var field = draft.Field with
        {
            IsSecret = draft.Secret ?? draft.Field.Type == CustomFieldType.Secret || sent is not null,
        };
        if (field is { IsSecret: true, Default: not null } && field.Type != CustomFieldType.Secret)
        {
            var why = draft.Secret == true || sent is null ? "" : $", since it is used in {PlaceOf(sent)}";
            faults.Add(
                draft.DefaultAt,
                $"{field.Variable} is a secret{why}, and a secret has no default; leave it out, or say secret: false."
            );
        }
        return field;
    }

    private static string PlaceOf(Use sent) => sent.Site.IsSecret ? sent.Site.Name : "the query of " + sent.Site.Name;
}
