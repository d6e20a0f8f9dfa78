using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Checks what stands in the host of an address: it decides who gets the customer's secrets.</summary>
internal sealed class HostCheck(FaultList faults, Declarations declarations)
{
    /// <summary>Checks a use of a variable that the customer does not give.</summary>
    public void CheckOther(Use use)
    {
        if (use.Variable.Part is UrlPart.Host or UrlPart.BareHost or UrlPart.WholeHost)
        {
            faults.Add(
                use.At,
                $"${use.Variable.Written} cannot stand in the host; there only fixed text and custom fields can."
            );
        }
    }

    /// <summary>Checks a use of a custom field or an authentication variable.</summary>
    public void CheckSetting(Use use)
    {
        var field = declarations.Custom(use.Variable.Name)?.Field;
        var fault = use.Variable.Part switch
        {
            UrlPart.WholeHost when field is not { Type: CustomFieldType.Url } =>
                $"${use.Variable.Written} is the whole host; for that it must be a custom field of type url.",
            UrlPart.BareHost when field is not { Options.Count: > 0 } =>
                $"${use.Variable.Written} alone decides the host; for that it must be a custom field with options.",
            UrlPart.Host or UrlPart.BareHost => field is null
                ? $"${use.Variable.Written} proves who sends the request and cannot stand in the host."
                : WhyNotInHost(field),
            _ => null,
        };
        if (fault is not null)
        {
            faults.Add(use.At, fault);
        }
    }

    private static string? WhyNotInHost(CustomField field)
    {
        if (field.Type == CustomFieldType.Url)
        {
            return $"${field.Variable} is a whole address; it must stand first in the URL, with the path behind it.";
        }
        var wrong = field.Options.FirstOrDefault(option => !IsHost(option.Value));
        return wrong is null
            ? null
            : $"The option {wrong.Value} of ${field.Variable} cannot stand in the host: "
                + "letters, digits and hyphens only, such as eu.";
    }

    private static bool IsHost(string value) => value.Split('.').All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
