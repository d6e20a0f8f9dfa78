using System.CommandLine;
using System.CommandLine.Invocation;
using Rollcall.Cli.Parsing;

namespace Rollcall.Cli;

/// <summary>The program: parses the command line, runs the verb, and turns what went wrong into a sentence and an exit code.</summary>
internal static class CommandLine
{
    // "@file" is a value like any other, and "-abc" is no bundle of options.
    private static readonly ParserConfiguration Literal = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    /// <summary>Runs a command.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <param name="surroundings">Its streams and environment.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings surroundings)
    {
        try
        {
            var code = await ParseAndRunAsync(args, surroundings);
            await surroundings.Out.FlushAsync();
            return code;
        }
        catch (Exception exception)
        {
            return Failure.Tell(exception, surroundings);
        }
    }

    private static async Task<int> ParseAndRunAsync(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var parsed = Verbs.Root(surroundings).Parse(OptionalValues.Rewrite(args), Literal);
        var asksForHelp = parsed.Action is SynchronousCommandLineAction and not ParseErrorAction;
        var errors = asksForHelp ? [] : UsageErrors.Of(parsed);
        if (errors.Count > 0)
        {
            return Refuse(parsed, errors, surroundings);
        }
        var invocation = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            // The library's own Ctrl-C handling ends the process after two seconds; requests in flight may take longer.
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(invocation, surroundings.Stop);
    }

    private static int Refuse(ParseResult parsed, IReadOnlyList<string> errors, Surroundings surroundings)
    {
        foreach (var error in errors)
        {
            surroundings.Error.WriteLine(error);
        }
        surroundings.Error.WriteLine($"`{UsageErrors.VerbOf(parsed)} --help` shows how it is used.");
        return ExitCode.Usage;
    }
}
