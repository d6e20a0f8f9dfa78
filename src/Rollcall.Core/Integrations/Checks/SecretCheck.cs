using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Says which custom fields are secrets, once all uses are known.</summary>
internal sealed class SecretCheck(FaultList faults, TemplateReader templates)
{
    /// <summary>The custom fields; reports a secret that has a default.</summary>
    public IReadOnlyList<CustomField> Settle(IReadOnlyList<FieldDraft> drafts)
    {
        var sent = templates.Uses.Where(use => use.IsSecret).ToList();
        return [.. drafts.Select(draft => Settle(draft, sent.Find(use => use.Variable.Name == draft.Field.Variable)))];
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
