using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Says what is wrong with a delimited text.</summary>
/// <param name="file">The file.</param>
/// <param name="scanner">Where reading stands.</param>
internal sealed class DelimitedErrors(MemberFile file, RecordScanner scanner)
{
    /// <summary>Checks, when there is no further record, that this is the end of the text and a good one.</summary>
    /// <param name="columns">The names of the columns; empty in the header.</param>
    /// <exception cref="SourceException">It is not.</exception>
    public void CheckEnd(IReadOnlyList<string> columns)
    {
        var line = scanner.LineOf(scanner.RecordCount);
        if (scanner.WrongAt >= 0)
        {
            throw Broken(line, WrongQuote(columns));
        }
        if (scanner.TooLarge)
        {
            throw Broken(
                line,
                $"a row of more than {TextBuffer.MaxRecord >> 20} MiB. A quote that is opened in it and never closed makes all that follows one value."
            );
        }
        if (scanner.Unclosed)
        {
            throw new SourceException(
                $"{file.Name} is cut short, or a quote is missing: the row that begins on line {line} has a quote that is never closed.",
                isUsage: false
            );
        }
    }

    /// <summary>A record that has more or fewer fields than the header.</summary>
    public SourceException WrongCount(int record, int columns)
    {
        var line = scanner.LineOf(record);
        var count = scanner.First[record + 1] - scanner.First[record];
        if (count < columns && scanner.LastIsBare && record == scanner.RecordCount - 1)
        {
            return new SourceException(
                $"{file.Name} is cut short: its last row, line {line}, ends after {count} of {columns} fields.",
                isUsage: false
            );
        }
        var delimiter = file.Kind.Format == FileFormat.Tsv ? "tab" : "comma";
        return Broken(
            line,
            $"the row has {count} {(count == 1 ? "field" : "fields")}, the header {columns}. A value that holds a {delimiter}, a quote or a line break must stand in quotes."
        );
    }

    /// <summary>A text without a header.</summary>
    public SourceException Empty() =>
        new(
            $"{file.Name} is empty: it has not even a header. A cohort without members is a header alone.",
            isUsage: false
        );

    /// <summary>A column name that is not UTF-8.</summary>
    public SourceException HeaderEncoding(int record, int field, Exception cause) =>
        new(
            $"{file.Name}, line {scanner.LineOf(record)}: the name of column {field + 1} is not valid UTF-8. Write the file in UTF-8.",
            isUsage: false,
            cause
        );

    /// <summary>What may be the reason when a column is missing.</summary>
    public string HintFor(IReadOnlyList<string> names)
    {
        if (names.Any(name => name.Contains('\r', StringComparison.Ordinal)))
        {
            return " Its lines end with a carriage return alone; write line feeds.";
        }
        var (delimiter, others) = file.Kind.Format == FileFormat.Tsv ? ("tab", ",;|") : ("comma", "\t;|");
        return names.Count != 1 || names[0].AsSpan().IndexOfAny(others) < 0
            ? ""
            : $" Fields are separated by a {delimiter}, as the ending of the file's name says, whatever else is used in it.";
    }

    private string WrongQuote(IReadOnlyList<string> columns)
    {
        var field = scanner.PendingFields;
        var where = field < columns.Count ? $"in column \"{columns[field]}\"" : $"in field {field + 1}";
        return scanner.Bytes[scanner.WrongAt] == '"'
            ? $"a quote {where} inside a value that does not begin with one. Put the value in quotes and double those inside it: \"say \"\"hi\"\"\"."
            : $"text {where} behind the quote that closes the value. A quote inside a quoted value is written twice: \"say \"\"hi\"\"\".";
    }

    private SourceException Broken(long line, string what) => new($"{file.Name}, line {line}: {what}", isUsage: false);
}
