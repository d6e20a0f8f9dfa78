using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Rollcall.Core.Integrations;

namespace Rollcall.Cli.Parsing;

/// <summary>Says what is wrong with a command line, with the nearest name that would be right.</summary>
internal static partial class UsageErrors
{
    /// <summary>A sentence for each fault; none: the command line can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        // A fault of an earlier kind makes those of later kinds, which would only confuse.
        var faults = new[]
        {
            parsed.UnmatchedTokens.Where(IsOption).Concat(Hidden(parsed)).Select(token => UnknownOption(parsed, token)),
            Swallowed(parsed),
            parsed.UnmatchedTokens.Select(token => UnknownWord(parsed, token)),
            Repeated(parsed),
            WithoutVerb(parsed),
            parsed.Errors.Select(error => error.Message),
        };
        return faults.Select(kind => kind.Distinct().ToList()).FirstOrDefault(kind => kind.Count > 0) ?? [];
    }

    /// <summary>The verb as typed: <c>rollcall runs show</c>.</summary>
    public static string VerbOf(ParseResult parsed) => string.Join(' ', Commands(parsed.CommandResult).Reverse());

    private static IEnumerable<string> Commands(CommandResult? command)
    {
        for (; command is not null; command = command.Parent as CommandResult)
        {
            yield return command.Command.Name;
        }
    }

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';

    private static string NameIn(string token) => token.Split('=', ':')[0];

    [GeneratedRegex("^--?[A-Za-z][A-Za-z-]*([=:]|$)")]
    private static partial Regex OptionLike();

    private static string UnknownOption(ParseResult parsed, string token)
    {
        var name = NameIn(token);
        var near = NearestName.Of(name, OptionsOf(parsed));
        return $"`{VerbOf(parsed)}` has no option {name}.{DidYouMean(near)}";
    }

    private static string UnknownWord(ParseResult parsed, string word)
    {
        var verbs = parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name).ToList();
        return verbs.Count > 0
            ? $"`{VerbOf(parsed)}` has no command {word}.{DidYouMean(NearestName.Of(word, verbs))}"
            : $"`{VerbOf(parsed)}` does not know what to do with \"{word}\". Give it behind the option that it belongs to, or leave it out.";
    }

    private static IEnumerable<string> OptionsOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Select(option => option.Name).Append("--help");

    // The parser takes an unknown option for a further value of one that takes several.
    private static IEnumerable<string> Hidden(ParseResult parsed)
    {
        var known = OptionsOf(parsed).ToHashSet();
        return OptionResults(parsed)
            .Where(option => option.Option.Arity.MaximumNumberOfValues > 1)
            .SelectMany(option => option.Tokens)
            .Select(token => token.Value)
            .Where(value => OptionLike().IsMatch(value) && !known.Contains(NameIn(value)));
    }

    // The parser takes whatever follows for an option's value, be it the next option.
    private static IEnumerable<string> Swallowed(ParseResult parsed)
    {
        var known = OptionsOf(parsed).ToHashSet();
        return OptionResults(parsed)
            .SelectMany(option => option.Tokens, (option, token) => (option.Option.Name, Next: token.Value))
            .Where(pair => known.Contains(NameIn(pair.Next)))
            .Select(pair => $"{pair.Name} needs a value; {pair.Next} follows instead.");
    }

    private static IEnumerable<string> WithoutVerb(ParseResult parsed) =>
        parsed.CommandResult.Command is Verb
            ? []
            :
            [
                $"Give a command: {string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name))}.",
            ];

    private static IEnumerable<OptionResult> OptionResults(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit);

    private static string DidYouMean(string? near) => near is null ? "" : $" Did you mean {near}?";

    private static IEnumerable<string> Repeated(ParseResult parsed) =>
        OptionResults(parsed)
            .Where(option => option.IdentifierTokenCount > 1 && option.Option.Arity.MaximumNumberOfValues <= 1)
            .Select(option => $"{option.Option.Name} is given {option.IdentifierTokenCount} times. Give it once.");
}
