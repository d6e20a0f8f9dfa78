using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Cli.Output;

/// <summary>Prints JSON on standard output.</summary>
internal static class JsonOutput
{
    // What is printed goes to a terminal or a file, not into a web page: names stay readable in every script.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    /// <summary>Prints one value, indented, and a line's end.</summary>
    public static void Write(Surroundings surroundings, Action<Utf8JsonWriter> value)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            value(json);
        }
        text.WriteByte((byte)'\n');
        surroundings.Out.Flush();
        surroundings.Output.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
        surroundings.Output.Flush();
    }
}
