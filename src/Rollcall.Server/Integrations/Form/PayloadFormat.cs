using System.Text;

namespace Rollcall.Server.Integrations.Form;

/// <summary>Lays a JSON payload out over lines, its variables untouched.</summary>
public static class PayloadFormat
{
    /// <summary>The payload with a value a line; null where its brackets or quotes do not match.</summary>
    public static string? Of(string payload)
    {
        var output = new StringBuilder();
        var open = new Stack<char>();
        for (var at = 0; at < payload.Length; )
        {
            var length = TokenLength(payload, at);
            if (length == 0)
            {
                return null;
            }
            if (!char.IsWhiteSpace(payload[at]) && !Write(output, open, payload, at, length))
            {
                return null;
            }
            at += length;
        }
        return open.Count == 0 ? output.ToString() : null;
    }

    private static bool Write(StringBuilder output, Stack<char> open, string payload, int at, int length)
    {
        switch (payload[at])
        {
            case '{' or '[' when IsEmpty(payload, at + 1) is { } close:
                open.Push(payload[at]);
                output.Append(payload[at]);
                return close || Line(output, open.Count);
            case '}' or ']':
                if (!open.TryPop(out var opened) || opened != (payload[at] == '}' ? '{' : '['))
                {
                    return false;
                }
                if (output[^1] != opened)
                {
                    Line(output, open.Count);
                }
                output.Append(payload[at]);
                return true;
            case ',':
                output.Append(',');
                return Line(output, open.Count);
            case ':':
                output.Append(": ");
                return true;
            default:
                output.Append(payload, at, length);
                return true;
        }
    }

    // A string, a variable in braces, a run of other characters, or one sign; 0 for a string that does not end.
    private static int TokenLength(string payload, int at)
    {
        if (payload[at] == '"')
        {
            return StringLength(payload, at);
        }
        if (payload.AsSpan(at).StartsWith("${"))
        {
            return VariableLength(payload, at);
        }
        if ("{}[],:".Contains(payload[at]) || char.IsWhiteSpace(payload[at]))
        {
            return 1;
        }
        var end = at + 1;
        while (
            end < payload.Length
            && !"{}[],:\"".Contains(payload[end])
            && !char.IsWhiteSpace(payload[end])
            && payload[end] != '$'
        )
        {
            end++;
        }
        return end - at;
    }

    // A brace in a filter's argument closes nothing.
    private static int VariableLength(string payload, int at)
    {
        for (var end = at + 2; end < payload.Length; end++)
        {
            if (payload[end] == '}')
            {
                return end - at + 1;
            }
            if (payload[end] == '"')
            {
                end += Math.Max(1, StringLength(payload, end)) - 1;
            }
        }
        return 0;
    }

    private static int StringLength(string payload, int at)
    {
        for (var end = at + 1; end < payload.Length; end++)
        {
            if (payload[end] == '\\')
            {
                end++;
            }
            else if (payload[end] == '"')
            {
                return end - at + 1;
            }
        }
        return 0;
    }

    private static bool? IsEmpty(string payload, int at)
    {
        var rest = payload.AsSpan(at).TrimStart();
        return rest.Length > 0 && rest[0] is '}' or ']';
    }

    private static bool Line(StringBuilder output, int depth)
    {
        output.Append('\n').Append(' ', depth * 2);
        return true;
    }
}
