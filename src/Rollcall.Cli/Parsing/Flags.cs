using System.CommandLine;

namespace Rollcall.Cli.Parsing;

/// <summary>Options that take no value.</summary>
internal static class Flags
{
    /// <summary>Such an option.</summary>
    public static Option<bool> Option(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };
}
