using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Says what was probably meant by a variable that is declared nowhere.</summary>
internal sealed class Undeclared(Declarations declarations, string? method)
{
    // Names are looked up among all that are declared: a document that consists of unknown ones gets no more guesses.
    private const int MostGuesses = 30;

    private const int LongestName = 64;

    private const string Remedy = "declare it under customFields or mapping.fields, or write $$ for a dollar sign";

    private int _guesses;

    /// <summary>The message for a use.</summary>
    public string Message(Use use)
    {
        var name = use.Variable.Written;
        if (_guesses++ > MostGuesses)
        {
            return $"${name} is declared nowhere; {Remedy}.";
        }
        if (Hyphenated(use) is var (written, underscored))
        {
            return $"${name} is declared nowhere: a name ends at the hyphen, so that ${written} is ${name} and text. "
                + $"Write ${underscored}.";
        }
        if (AuthenticationVariables.MethodsOf(name) is { Count: > 0 } methods)
        {
            var isLater = methods.All(AuthenticationFormat.Methods.Later.Contains);
            return $"${name} is declared by authentication method {string.Join(" and ", methods)}"
                + (
                    isLater
                        ? ", which is not supported yet; "
                        : $", and the method here is {method}; change the method, or "
                )
                + $"declare a custom field {name}.";
        }
        return NearestName.Of(name, Known()) is { } nearest
            ? $"${name} is declared nowhere; did you mean ${nearest}? Else {Remedy}."
            : $"${name} is declared nowhere; {Remedy}.";
    }

    // $api-key is $api and text.
    private (string Written, string Underscored)? Hyphenated(Use use)
    {
        if (use.Text is not { Text: var text } || text.AsSpan(use.Variable.Offset).StartsWith("${"))
        {
            return null;
        }
        var start = use.Variable.Offset + 1;
        var end = start;
        while (
            end < Math.Min(text.Length, start + LongestName)
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-')
        )
        {
            end++;
        }
        for (; end > start; end = text.LastIndexOf('-', end - 1, end - start))
        {
            var written = text[start..end];
            var underscored = written.Replace('-', '_');
            if (written.Contains('-') && (Known().Contains(underscored) || IsAuthentication(underscored)))
            {
                return (written, underscored);
            }
        }
        return null;
    }

    private static bool IsAuthentication(string name) => AuthenticationVariables.Find(name) is not null;

    private IEnumerable<string> Known() =>
        declarations.Names.Concat(
            PredefinedVariables.All.SelectMany(variable => variable.Aliases.Prepend(variable.Name))
        );
}
