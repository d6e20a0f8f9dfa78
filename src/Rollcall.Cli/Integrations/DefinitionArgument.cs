using System.CommandLine;

namespace Rollcall.Cli.Integrations;

/// <summary>The argument <c>INTEGRATION</c>.</summary>
internal static class DefinitionArgument
{
    /// <summary>Makes it.</summary>
    public static Argument<FileInfo> Create() =>
        new("INTEGRATION") { Description = "The definition: a YAML or JSON file." };
}
