using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rollcall.Cli.Parsing;

/// <summary>The library's help, with the verb's example behind it.</summary>
internal sealed class ExampleHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var help = new StringWriter { NewLine = "\n" };
        parseResult.InvocationConfiguration.Output = help;
        _help.Invoke(parseResult);
        output.WriteLine(OptionalValues.InHelp(help.ToString()).TrimEnd());
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine();
            output.WriteLine("Example:");
            foreach (var line in verb.Example.Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }
        return ExitCode.Done;
    }
}
