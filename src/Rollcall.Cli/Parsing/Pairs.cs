using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rollcall.Cli.Parsing;

/// <summary>Options that take <c>name=value</c>, several behind one another or each behind its own option.</summary>
internal static class Pairs
{
    /// <summary>Such an option. A pair without an equals sign, without a name, or with a name given before is a fault of the command line.</summary>
    /// <param name="name">The option.</param>
    /// <param name="shape">What the help shows: <c>k=v</c>.</param>
    /// <param name="description">What it is for.</param>
    public static Option<IReadOnlyDictionary<string, string>> Option(string name, string shape, string description) =>
        new(name)
        {
            Description = description,
            HelpName = shape,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => Read(result, name, shape),
            DefaultValueFactory = _ => new Dictionary<string, string>(),
        };

    private static Dictionary<string, string> Read(ArgumentResult result, string option, string shape)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var token in result.Tokens.Select(token => token.Value))
        {
            var equals = token.IndexOf('=');
            if (equals <= 0)
            {
                // The value may be a secret that lost its name: it is not repeated.
                result.AddError($"{option} takes {shape}; {(equals == 0 ? "a name" : "an equals sign")} is missing.");
            }
            else if (!pairs.TryAdd(token[..equals].TrimStart('$'), token[(equals + 1)..]))
            {
                result.AddError($"{option} gives {token[..equals]} twice. Give it once.");
            }
        }
        return pairs;
    }
}
