using System.CommandLine;
using System.CommandLine.Parsing;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Parsing;

/// <summary>Options whose value is a number, a share, a duration or a size.</summary>
internal static class Limits
{
    /// <summary>An option that takes <c>20%</c> or a number of items.</summary>
    public static Option<RemovalLimit?> ShareOrNumber(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "20%|N",
            CustomParser = result =>
                Read(
                    result,
                    text =>
                        Amounts.Share(text) is { } share ? new RemovalLimit(share, null)
                        : Amounts.Count(text) is { } number ? new RemovalLimit(null, number)
                        : (RemovalLimit?)null,
                    $"{name} takes a share from 0% to 100% or a whole number of items, such as 20% or 500"
                ),
        };

    /// <summary><c>--confirm-removals[=N]</c>.</summary>
    public static Option<RemovalConfirmation> Confirmation(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
                Read(
                    result,
                    text =>
                        text == OptionalValues.HeldSnapshot ? new RemovalConfirmation(true, null)
                        : Amounts.Count(text) is { } ceiling ? new RemovalConfirmation(true, ceiling)
                        : (RemovalConfirmation?)null,
                    $"{name} takes nothing or =N, a whole number of removals at most"
                ) ?? default,
        };

    /// <summary>An option that takes a duration over zero.</summary>
    public static Option<TimeSpan?> Duration(string name, string example, string description) =>
        new(name)
        {
            Description = description,
            HelpName = example,
            CustomParser = result =>
                Read<TimeSpan>(
                    result,
                    text => Amounts.Duration(text) is { } time && time > TimeSpan.Zero ? time : null,
                    $"{name} takes a number over zero and ms, s, m or h, such as {example}"
                ),
        };

    /// <summary>An option that takes a size.</summary>
    public static Option<long?> Size(string name, long least, string example, string description) =>
        new(name)
        {
            Description = description,
            HelpName = example,
            CustomParser = result =>
                Read<long>(
                    result,
                    text => Amounts.Size(text) is { } size && size >= least ? size : null,
                    $"{name} takes a number and KB, MB or GB, at least {Output.Words.Size(least)}, such as {example}"
                ),
        };

    private static T? Read<T>(ArgumentResult result, Func<string, T?> parse, string rule)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        var value = parse(text);
        if (value is null)
        {
            result.AddError($"{rule}, not \"{text}\".");
        }
        return value;
    }
}
