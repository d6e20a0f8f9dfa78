namespace Rollcall.Cli.Parsing;

/// <summary>
/// Options whose value may be left out, as in <c>--confirm-removals[=N]</c>. The parser would take the next word for
/// the value, be it the integration's file; so a bare one is given its default here, and the parser always finds one.
/// </summary>
internal static class OptionalValues
{
    /// <summary>What stands for a bare <c>--confirm-removals</c>.</summary>
    public const string HeldSnapshot = "held";

    private const string ConfirmRemovals = "--confirm-removals";

    /// <summary>The arguments, with defaults in place of left-out values.</summary>
    public static IReadOnlyList<string> Rewrite(IReadOnlyList<string> args)
    {
        var options = args.TakeWhile(arg => arg != "--").Count();
        return
        [
            .. args.Select(
                (arg, index) => index < options && arg == ConfirmRemovals ? $"{ConfirmRemovals}={HeldSnapshot}" : arg
            ),
        ];
    }

    /// <summary>The library's help with the value shown as one that may be left out.</summary>
    public static string InHelp(string help) =>
        help.Replace($"{ConfirmRemovals} <N>", $"{ConfirmRemovals}[=N]", StringComparison.Ordinal);
}
