namespace Rollcall.Core.Integrations.Checks;

/// <summary>Finds the ends of <c>$name</c> and <c>${name | filter:"x"}</c> in a template that was parsed without faults.</summary>
internal static class Expression
{
    /// <summary>The index behind a use.</summary>
    /// <param name="template">The template.</param>
    /// <param name="at">Where its dollar sign stands.</param>
    public static int End(string template, int at)
    {
        if (at + 1 < template.Length && template[at + 1] == '{')
        {
            var brace = Next(template, at + 2, "}");
            return Math.Min(brace + 1, template.Length);
        }
        var end = at + 1;
        while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] == '_'))
        {
            end++;
        }
        return end;
    }

    /// <summary>Where the names of a use's filters stand.</summary>
    public static IReadOnlyList<int> Filters(string template, int at)
    {
        var names = new List<int>();
        var bar = Next(template, at, "|}");
        while (bar < template.Length && template[bar] == '|')
        {
            var name = bar + 1;
            while (name < template.Length && template[name] is ' ' or '\t' or '\r' or '\n')
            {
                name++;
            }
            names.Add(name);
            bar = Next(template, name, "|}");
        }
        return names;
    }

    // The next of some characters outside quotes; the length where there is none.
    private static int Next(string template, int from, string wanted)
    {
        var isQuoted = false;
        for (var i = from; i < template.Length; i++)
        {
            if (isQuoted && template[i] == '\\')
            {
                i++;
            }
            else if (template[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && wanted.Contains(template[i]))
            {
                return i;
            }
        }
        return template.Length;
    }
}
