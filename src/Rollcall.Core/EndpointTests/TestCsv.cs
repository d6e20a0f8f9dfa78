using System.Text;
using Rollcall.Core.Runs;

namespace Rollcall.Core.EndpointTests;

/// <summary>Test data as text: a header, and rows of fields. RFC 4180, comma; an unquoted empty field is null.</summary>
/// <param name="Header">The columns' names.</param>
/// <param name="Rows">The rows, with the line on which each begins.</param>
public sealed record TestCsv(IReadOnlyList<string> Header, IReadOnlyList<(long Line, string?[] Fields)> Rows)
{
    /// <summary>Reads a file of test data; it is small, unlike a cohort, and is held whole.</summary>
    /// <exception cref="UsageException">It is no CSV, or has no row.</exception>
    public static TestCsv Parse(ReadOnlyMemory<byte> utf8, string file)
    {
        var records = new Reader(Decode(utf8, file), file).All().ToList();
        if (records.Count < 2)
        {
            throw new UsageException(
                $"{file} holds no test data. It needs a header such as operation,user_id and a row such as add,u1."
            );
        }
        var header = records[0].Fields.Select(name => (name ?? "").TrimStart('$')).ToArray();
        foreach (var (line, fields) in records)
        {
            if (fields.Length != header.Length)
            {
                throw new UsageException(
                    $"{file}:{line}: the header has {header.Length} columns and the row {fields.Length}."
                );
            }
        }
        return new TestCsv(header, records[1..]);
    }

    private static string Decode(ReadOnlyMemory<byte> utf8, string file)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8.Span);
            return text.StartsWith('\ufeff') ? text[1..] : text;
        }
        catch (DecoderFallbackException invalid)
        {
            throw new UsageException($"{file} is no UTF-8 text. Save it as UTF-8.", invalid);
        }
    }

    private sealed class Reader(string text, string file)
    {
        private int _at;
        private long _line = 1;

        public IEnumerable<(long Line, string?[] Fields)> All()
        {
            while (_at < text.Length)
            {
                var line = _line;
                var fields = Record();
                if (fields is not [null])
                {
                    yield return (line, fields);
                }
            }
        }

        private string?[] Record()
        {
            var fields = new List<string?>();
            while (true)
            {
                fields.Add(_at < text.Length && text[_at] == '"' ? Quoted() : Plain());
                if (_at >= text.Length || text[_at++] != ',')
                {
                    _line++;
                    return [.. fields];
                }
            }
        }

        // Ends at a comma, at a line feed, or at the end of the text.
        private string? Plain()
        {
            var rest = text.AsSpan(_at);
            var length = rest.IndexOfAny(',', '\n');
            var field = length < 0 ? rest : rest[..length];
            _at += field.Length;
            var value = _at < text.Length && text[_at] == ',' ? field : field.TrimEnd('\r');
            return value.IsEmpty ? null : value.ToString();
        }

        private string Quoted()
        {
            var begin = _line;
            var value = new StringBuilder();
            for (_at++; _at < text.Length; _at++)
            {
                if (text[_at] == '"' && !IsDoubled())
                {
                    _at++;
                    CheckBehindQuote();
                    return value.ToString();
                }
                _line += text[_at] == '\n' ? 1 : 0;
                value.Append(text[_at]);
            }
            throw new UsageException($"{file}:{begin}: the quote that opens here is never closed.");
        }

        private bool IsDoubled()
        {
            if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                _at++;
                return true;
            }
            return false;
        }

        private void CheckBehindQuote()
        {
            if (_at + 1 < text.Length && text[_at] == '\r' && text[_at + 1] == '\n')
            {
                _at++;
            }
            if (_at < text.Length && text[_at] is not (',' or '\n'))
            {
                throw new UsageException(
                    $"{file}:{_line}: text follows a closing quote. A quote inside a quoted field is written twice."
                );
            }
        }
    }
}
