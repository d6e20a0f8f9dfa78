using Spectre.Console;

namespace Rollcall.Cli.Output;

/// <summary>Prints aligned columns on standard output, without lines or colours: easy to read, cut and grep.</summary>
internal static class TextTable
{
    // Without a terminal no line is ever broken.
    private const int Unbroken = 100_000;

    /// <summary>Prints a table.</summary>
    /// <param name="surroundings">Where to.</param>
    /// <param name="header">The columns' names.</param>
    /// <param name="rows">The cells, as many as columns in each row.</param>
    public static void Write(Surroundings surroundings, IReadOnlyList<string> header, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        for (var column = 0; column < header.Count; column++)
        {
            var gap = column == header.Count - 1 ? 0 : 2;
            table.AddColumn(new TableColumn(new Text(header[column])) { Padding = new Padding(0, 0, gap, 0) });
        }
        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }
        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = surroundings.OutputWidth ?? Unbroken;
        console.Write(table);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            surroundings.Out.WriteLine(line.TrimEnd());
        }
    }
}
