using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Says what is wrong with a delimited text.</summary>
/// <param name="file">The file.</param>
internal sealed class DelimitedErrors(MemberFile file)
{
    /// <summary>Checks, when a segment has no further record, that it ends there as it should.</summary>
    /// <param name="text">The segment.</param>
    /// <param name="scanner">Looked at it.</param>
    /// <param name="columns">The names of the columns; empty in the header.</param>
    /// <param name="line">The line on which the record would begin.</param>
    /// <param name="fields">How many of its fields were found.</param>
    /// <exception cref="SourceException">It does not.</exception>
    public void CheckEnd(TextSegment text, RecordScanner scanner, IReadOnlyList<string> columns, long line, int fields)
    {
        if (scanner.WrongAt >= 0)
        {
            throw Broken(line, WrongQuote(text.Bytes[scanner.WrongAt], columns, fields));
        }
        if (text.Ending == SegmentEnd.TooLarge)
        {
            throw Broken(
                line,
                $"a row of more than {TextSegment.MaxRecord >> 20} MiB. A quote that is opened in it and never closed makes all that follows one value."
            );
        }
        if (text.Ending == SegmentEnd.Text && scanner.Unclosed)
        {
            throw new SourceException(
                $"{file.Name} is cut short, or a quote is missing: the row that begins on line {line} has a quote that is never closed.",
                isUsage: false
            );
        }
    }

    /// <summary>A record that has more or fewer fields than the header.</summary>
    /// <param name="line">On which it begins.</param>
    /// <param name="count">Its fields.</param>
    /// <param name="columns">Those of the header.</param>
    /// <param name="isBare">Whether it is the text's last and has no line feed of its own.</param>
    public SourceException WrongCount(long line, int count, int columns, bool isBare)
    {
        if (count < columns && isBare)
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
    public SourceException HeaderEncoding(long line, int field, Exception cause) =>
        new(
            $"{file.Name}, line {line}: the name of column {field + 1} is not valid UTF-8. Write the file in UTF-8.",
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

    private static string WrongQuote(byte wrong, IReadOnlyList<string> columns, int field)
    {
        var where = field < columns.Count ? $"in column \"{columns[field]}\"" : $"in field {field + 1}";
        return wrong == '"'
            ? $"a quote {where} inside a value that does not begin with one. Put the value in quotes and double those inside it: \"say \"\"hi\"\"\"."
            : $"text {where} behind the quote that closes the value. A quote inside a quoted value is written twice: \"say \"\"hi\"\"\".";
    }

    private SourceException Broken(long line, string what) => new($"{file.Name}, line {line}: {what}", isUsage: false);
}
