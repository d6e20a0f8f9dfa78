using System.CommandLine;
using System.CommandLine.Help;
using Rollcall.Cli.Admin;
using Rollcall.Cli.Demo;
using Rollcall.Cli.EndpointTests;
using Rollcall.Cli.Integrations;
using Rollcall.Cli.Members;
using Rollcall.Cli.Parsing;
using Rollcall.Cli.Runs;
using Rollcall.Cli.Sandbox;
using Rollcall.Cli.Serve;
using Rollcall.Cli.Sync;

namespace Rollcall.Cli;

/// <summary>The root of the command line, with all verbs in the order in which a newcomer meets them.</summary>
internal static class Verbs
{
    /// <summary>Makes them.</summary>
    public static Command Root(Surroundings surroundings)
    {
        var root = new Command(
            "rollcall",
            "Keeps lists and user properties in other companies' tools equal to your cohorts."
        );
        root.Options.Add(new HelpOption { Action = new ExampleHelp() });
        root.Options.Add(new VersionOption());
        root.Subcommands.Add(new InitCommand(surroundings));
        root.Subcommands.Add(new ValidateCommand(surroundings));
        root.Subcommands.Add(new PreviewCommand(surroundings));
        root.Subcommands.Add(new TestCommand(surroundings));
        root.Subcommands.Add(new SyncCommand(surroundings));
        root.Subcommands.Add(new MembersCommand(surroundings));
        root.Subcommands.Add(new RunsCommand(surroundings));
        root.Subcommands.Add(new SandboxCommand(surroundings));
        root.Subcommands.Add(new ServeCommand(surroundings));
        root.Subcommands.Add(new AdminCommand(surroundings));
        root.Subcommands.Add(new DemoCommand(surroundings));
        return root;
    }
}
