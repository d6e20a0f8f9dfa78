using YamlDotNet.Core;

namespace Rollcall.Core.Integrations.Reading;

/// <summary>Says what is wrong with the syntax of YAML, and for the common mistakes what would be right.</summary>
internal static class YamlSyntax
{
    /// <summary>Reports the parser's complaint as one error at the text that causes it.</summary>
    public static void Report(YamlException wrong, string text, FaultList faults)
    {
        var at = Math.Clamp((int)wrong.Start.Index, 0, text.Length);
        if (wrong.Message.Contains("tab", StringComparison.Ordinal) && Tab(text, at) is { } tab)
        {
            faults.Add(tab, "A tab cannot indent YAML; use spaces.");
            return;
        }
        faults.Add(at, $"This is no YAML: {Reason(wrong.Message)}.{Advice(wrong.Message, text, at)}");
    }

    private static int? Tab(string text, int from)
    {
        for (var line = LineStart(text, from); line < text.Length; line = NextLine(text, line))
        {
            var at = line;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
            if (at < text.Length && text[at] == '\t')
            {
                return at;
            }
        }
        return null;
    }

    private static int LineStart(string text, int at) => text.AsSpan(0, at).LastIndexOfAny('\n', '\r') + 1;

    private static int NextLine(string text, int at)
    {
        var next = text.AsSpan(at).IndexOfAny('\n', '\r');
        return next < 0 ? text.Length : at + next + 1;
    }

    private static string Reason(string message)
    {
        var reason = message.TrimEnd('.');
        return reason.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(reason[0]) + reason[1..];
    }

    private static string Advice(string message, string text, int at) =>
        message switch
        {
            _ when message.Contains("cannot start any token", StringComparison.Ordinal) && at < text.Length =>
                $" Put a value that begins with {text[at]} in quotes.",
            _ when message.Contains("invalid mapping", StringComparison.Ordinal) =>
                " Put a value that holds a colon and a space in quotes, and check the indentation.",
            _ when message.Contains("expected key", StringComparison.Ordinal) =>
                " Write `key: value`, and give keys of one mapping the same indentation.",
            _ when message.Contains("end of stream", StringComparison.Ordinal) => " Close the quote that begins here.",
            _ when message.Contains("flow", StringComparison.Ordinal) =>
                " Close the bracket, or put a text that begins with { or [ in quotes or after |.",
            _ => " Check the quotes and the indentation.",
        };
}
