using System.Buffers;

namespace Rollcall.Server.Spreadsheets;

/// <summary>A value in a CSV file that people open with a spreadsheet.</summary>
public static class SpreadsheetCell
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>The cell. A value that a spreadsheet would take for a formula gets an apostrophe before it, which makes it text.</summary>
    public static string Of(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }
        // Blanks before it do not keep every spreadsheet from taking what follows for a formula.
        var first = value.AsSpan().TrimStart(' ');
        var text = !first.IsEmpty && first[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{value}" : value;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
