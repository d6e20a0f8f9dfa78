using System.Text;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>A request as a command of curl. Secrets are shell variables, so that it can be pasted and shared.</summary>
internal static class CurlCommand
{
    /// <summary>The command.</summary>
    /// <param name="plan">A plan of the one request.</param>
    /// <param name="shown">The request, secrets as dots.</param>
    public static string Of(TestPlan plan, ShownRequest shown)
    {
        var secrets = plan.Integration.Settings.Where(field => field.IsSecret).ToList();
        var named = Named(plan, secrets) ?? shown;
        var command = new StringBuilder("curl -X ").Append(shown.Method).Append(' ').Append(Quoted(named.Url, secrets));
        foreach (var ((name, value), (_, dotted)) in named.Headers.Zip(shown.Headers))
        {
            if (name is "Content-Length")
            {
                continue;
            }
            command.Append(" \\\n  ").Append(Header(name, value, dotted, plan, secrets));
        }
        if (named.Body.Length > 0)
        {
            command.Append(" \\\n  --data-raw ").Append(Quoted(named.Body, secrets));
        }
        return command.ToString();
    }

    // The same request with a mark in place of each secret, where the marks can stand.
    private static ShownRequest? Named(TestPlan plan, List<CustomField> secrets)
    {
        var open = plan.Integration with
        {
            Settings = [.. plan.Integration.Settings.Select(field => field with { IsSecret = false })],
        };
        var settings = plan.Steps[0].Values.Settings.ToDictionary();
        foreach (var field in secrets.Where(field => settings.GetValueOrDefault(field.Variable) is { Length: > 0 }))
        {
            settings[field.Variable] = field.Type == CustomFieldType.Url ? settings[field.Variable] : MarkOf(field);
        }
        var step = plan.Steps[0] with { Values = plan.Steps[0].Values with { Settings = settings } };
        try
        {
            return EndpointPreview.Render(plan with { Integration = open, Steps = [step] })[0];
        }
        catch (Exception wrong) when (wrong is SettingException or UsageException)
        {
            return null;
        }
    }

    private static string Header(string name, string value, string dotted, TestPlan plan, List<CustomField> secrets)
    {
        var isBasic = plan.Integration.Authentication.Method == AuthenticationMethod.Basic;
        if (isBasic && name == "Authorization" && value.StartsWith("Basic ", StringComparison.Ordinal))
        {
            return $"-u {Quoted(UserAndPassword(plan), secrets)}";
        }
        var isSecret =
            value != dotted && !secrets.Any(field => value.Contains(MarkOf(field), StringComparison.Ordinal));
        return isSecret
            ? $"-H {Quoted($"{name}: ", secrets)}\"${ShellName(name)}\""
            : $"-H {Quoted($"{name}: {value}", secrets)}";
    }

    private static string UserAndPassword(TestPlan plan)
    {
        string Value(string variable) =>
            plan.Integration.Settings.FirstOrDefault(field => field.Variable == variable) switch
            {
                { IsSecret: true } field => MarkOf(field),
                { } field => plan.Steps[0].Values.Settings.GetValueOrDefault(field.Variable) ?? "",
                null => "",
            };
        string First(Core.Templates.Template? template) =>
            template?.Uses.FirstOrDefault() is { } use ? Value(use.Name) : "";
        var authentication = plan.Integration.Authentication;
        return $"{First(authentication.UserName)}:{First(authentication.Password)}";
    }

    private static string MarkOf(CustomField field) => $"RollcallShell{ShellName(field.Variable)}Shell";

    private static string ShellName(string name) =>
        string.Concat(name.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Quoted(string text, List<CustomField> secrets)
    {
        var quoted = $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        foreach (var field in secrets)
        {
            quoted = quoted.Replace(
                MarkOf(field),
                $"'\"${ShellName(field.Variable)}\"'",
                StringComparison.OrdinalIgnoreCase
            );
        }
        return quoted;
    }
}
