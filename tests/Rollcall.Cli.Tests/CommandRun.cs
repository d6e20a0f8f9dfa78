using System.Text;
using System.Text.Json;

namespace Rollcall.Cli.Tests;

/// <summary>A command run in this process, and all that it printed.</summary>
internal sealed record CommandRun(int Code, string Out, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Out);

    /// <summary>Runs a command.</summary>
    public static Task<CommandRun> Of(params string[] args) => new CommandSetup().RunAsync(args);
}

/// <summary>What a command is run with.</summary>
internal sealed record CommandSetup
{
    public Dictionary<string, string> Environment { get; init; } = [];

    public string Input { get; init; } = "";

    public string Folder { get; init; } = "";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CancellationToken Stop { get; init; }

    /// <summary>Runs a command.</summary>
    public async Task<CommandRun> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        var (code, error) = await RunAsync(output, args);
        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), error);
    }

    /// <summary>Runs a command whose output is read while it runs.</summary>
    public async Task<(int Code, string Error)> RunAsync(Stream output, params string[] args)
    {
        var error = new StringWriter { NewLine = "\n" };
        using var surroundings = new Surroundings(output, error)
        {
            Environment = name => Environment.GetValueOrDefault(name),
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            Folder = Folder,
            Random = new Random(1),
            Time = Time,
            Stop = Stop,
        };
        var code = await CommandLine.RunAsync(args, surroundings);
        return (code, error.ToString());
    }
}
