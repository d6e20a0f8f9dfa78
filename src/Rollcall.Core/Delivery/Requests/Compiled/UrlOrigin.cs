using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Checks settings that stand in scheme, host or port: they say where secrets go.</summary>
internal static class UrlOrigin
{
    private const int LongestLabel = 63;

    /// <summary>The text that a setting contributes.</summary>
    /// <param name="use">The variable.</param>
    /// <param name="context">Where in the origin it stands.</param>
    /// <param name="scope">Knows its value.</param>
    /// <exception cref="SettingException">The value cannot stand there.</exception>
    public static string Text(VariableUse use, ValueContext context, VariableScope scope)
    {
        if (scope.Field(use.Name) >= 0 || VariableScope.Batch(use.Name) is not null || use.Name == "items")
        {
            throw new SettingException(
                use.Name,
                $"${use.Name} differs from request to request and cannot say which host they go to."
            );
        }
        var text = scope.Known(use, context).Text;
        var fault = context switch
        {
            ValueContext.UrlBase => BaseFault(text),
            ValueContext.UrlPort => PortFault(text),
            _ => HostFault(text, context, IsOption(scope.Setting(use.Name), text)),
        };
        if (fault is not null)
        {
            throw new SettingException(use.Name, $"The value of ${use.Name} {fault}");
        }
        return context == ValueContext.UrlBase ? Normalized(new Uri(text)) : text;
    }

    /// <summary>Checks the whole origin.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="variable">Whose value is to blame.</param>
    /// <exception cref="SettingException">It is none.</exception>
    public static void Check(string origin, string variable)
    {
        var authority = origin[(origin.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var isHost =
            Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && authority.StartsWith(uri.Host, StringComparison.OrdinalIgnoreCase)
            && (uri.HostNameType != UriHostNameType.Dns || uri.Host.Split('.').All(IsLabel));
        if (!isHost)
        {
            throw new SettingException(variable, $"The value of ${variable} does not make a valid host name.");
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-';

    private static bool IsOption(CustomField? field, string value) =>
        field?.Type is CustomFieldType.SingleSelect or CustomFieldType.ButtonGroup
        && field.Options.Any(option => option.Value == value);

    private static string? HostFault(string text, ValueContext context, bool isOption)
    {
        if (isOption)
        {
            return text.Length > 0 && text.All(c => UrlText.IsLabelCharacter(c) || c is '.' or ':')
                ? null
                : "is no host name.";
        }
        if (context == ValueContext.UrlBareHost)
        {
            return "would choose the host: only one of the options of a select field, or a whole address of a url field, may.";
        }
        return IsLabel(text) && text.All(UrlText.IsLabelCharacter)
            ? null
            : "stands in a host name, where only letters, digits and hyphens may: one label without dots.";
    }

    private static string? PortFault(string text) =>
        text.Length is > 0 and <= 5
        && text.All(char.IsAsciiDigit)
        && int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= 65535
            ? null
            : "stands for a port: a number from 1 to 65535.";

    private static string? BaseFault(string text)
    {
        if (text.AsSpan().IndexOfAny('?', '#', '\\') >= 0 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return "is an address of host and path only: without spaces, ?, # and \\.";
        }
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http")
            || uri.Host.Length == 0
        )
        {
            return "is no address: it begins with https:// or http:// and a host.";
        }
        return uri.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal)
            ? "holds an @: a user name or password cannot stand in an address."
            : null;
    }

    private static string Normalized(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return $"{uri.Scheme}://{host}{port}{uri.AbsolutePath.TrimEnd('/')}";
    }
}
