using System.Text;

namespace Rollcall.Cli;

/// <summary>What a command gets from the process that it runs in: streams, environment, clock, chance, Ctrl-C.</summary>
internal sealed class Surroundings : IDisposable
{
    // No byte order mark, and bytes as they are where a name is no valid text.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Surroundings over streams.</summary>
    /// <param name="output">Takes data.</param>
    /// <param name="error">Takes talk.</param>
    public Surroundings(Stream output, TextWriter error)
    {
        Output = output;
        Out = new StreamWriter(output, Utf8, 4096, leaveOpen: true) { NewLine = "\n" };
        Error = error;
    }

    /// <summary>Data for other programs, as bytes. Flush <see cref="Out"/> before using it.</summary>
    public Stream Output { get; }

    /// <summary>Data for other programs, as text.</summary>
    public TextWriter Out { get; }

    /// <summary>Talk for people: progress, notes, errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether <see cref="Error"/> is a terminal that can redraw a line.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Width of standard output's terminal in columns; null where it is none.</summary>
    public int? OutputWidth { get; init; }

    /// <summary>Reads a variable of the environment; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The current folder; empty: the process's.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Opens standard input.</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For jitter and IDs.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The surroundings of this process.</summary>
    public static Surroundings OfProcess(CancellationToken stop)
    {
        var error = new StreamWriter(Console.OpenStandardError(), Utf8, 1024) { AutoFlush = true, NewLine = "\n" };
        return new Surroundings(Console.OpenStandardOutput(), error)
        {
            ErrorIsTerminal = !Console.IsErrorRedirected && System.Environment.GetEnvironmentVariable("TERM") != "dumb",
            OutputWidth = Console.IsOutputRedirected ? null : Math.Max(Console.WindowWidth, 40),
            Environment = System.Environment.GetEnvironmentVariable,
            Input = Console.OpenStandardInput,
            Stop = stop,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Out.Dispose();
}
