using System.Text;
using CsCheck;

namespace Rollcall.Sources.Tests.Delimited;

public sealed class RoundTripTests
{
    private static readonly string[] Names = ["id", "e-mail", "a \"b\", c\nd"];

    private sealed record Style(
        char Delimiter,
        string LineEnd,
        bool Mark,
        bool FinalLineEnd,
        bool Blanks,
        bool QuoteAll
    );

    private sealed record Table(Value[][] Rows, Style Style, int Seed, int[] Pieces, int BufferSize);

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abc\"\",\n\r\t ;'é中"], 0, 12],
        Gen.String[Gen.Char.AlphaNumeric, 0, 150],
        Gen.String[Gen.Char["\""], 0, 140],
        Gen.String[Gen.Char["\r\n"], 0, 10],
        Gen.Const("\uD83D\uDE00")
    );

    private static readonly Gen<Value> Field = Gen.Frequency(
        (1, Gen.Const(Value.Null)),
        (5, Text.Select(text => (Value)text))
    );

    // In a file of one column nothing tells a null from a blank line.
    private static readonly Gen<Value> Only = Text.Select(text => (Value)text);

    private static readonly Gen<Style> Styles =
        from delimiter in Gen.Bool.Select(tabs => tabs ? '\t' : ',')
        from lineEnd in Gen.Bool.Select(returns => returns ? "\r\n" : "\n")
        from flags in Gen.Bool.Array[4]
        select new Style(delimiter, lineEnd, flags[0], flags[1], flags[2], flags[3]);

    private static readonly Gen<Table> Tables =
        from columns in Gen.Int[1, Names.Length]
        from rows in (columns == 1 ? Only : Field).Array[columns].Array[0, 20]
        from style in Styles
        from seed in Gen.Int
        from pieces in Gen.Int[1, 200].Array[1, 5]
        from buffer in Gen.OneOf(Gen.Int[1, 300], Gen.Const(1 << 20))
        select new Table(rows, style, seed, pieces, buffer);

    [Fact]
    public void What_was_written_is_read_however_it_was_quoted_and_cut_into_pieces() =>
        Tables.Sample(
            table =>
            {
                var names = Names[..(table.Rows.Length == 0 ? 2 : table.Rows[0].Length)];
                var (content, lines) = Write(table, names);
                var ending = table.Style.Delimiter == ',' ? ".csv" : ".tsv";
                var read = Rows.Of(ending, () => new Pieces(content, table.Pieces), table.BufferSize, names);
                Assert.Equal(table.Rows, read.Values);
                Assert.Equal(lines, read.Lines);
            },
            iter: 5_000
        );

    [Fact]
    public void Columns_are_found_by_name_in_any_order() =>
        Tables
            .Where(table => table.Rows.Length > 0 && table.Rows[0].Length == 3)
            .Sample(
                table =>
                {
                    var (content, _) = Write(table, Names);
                    var ending = table.Style.Delimiter == ',' ? ".csv" : ".tsv";
                    var read = Rows.Of(
                        ending,
                        () => new Pieces(content, table.Pieces),
                        table.BufferSize,
                        Names[2],
                        Names[0]
                    );
                    Assert.Equal(table.Rows.Select(row => new[] { row[2], row[0] }), read.Values);
                },
                iter: 2_000
            );

    private static (byte[] Content, List<long> Lines) Write(Table table, string[] names)
    {
        var random = new Random(table.Seed);
        var text = new StringBuilder(table.Style.Mark ? "\uFEFF" : "");
        var lines = new List<long>();
        AddBlanks();
        text.AppendJoin(table.Style.Delimiter, names.Select(name => Quoted(name, table.Style, random)));
        foreach (var row in table.Rows)
        {
            text.Append(table.Style.LineEnd);
            AddBlanks();
            lines.Add(text.ToString().Count(c => c == '\n') + 1);
            text.AppendJoin(
                table.Style.Delimiter,
                row.Select(value => value == Value.Null ? "" : Quoted(value.Text, table.Style, random))
            );
        }
        text.Append(table.Style.FinalLineEnd ? table.Style.LineEnd : "");
        return (Encoding.UTF8.GetBytes(text.ToString()), lines);

        void AddBlanks()
        {
            for (var blanks = table.Style.Blanks ? random.Next(3) : 0; blanks > 0; blanks--)
            {
                text.Append(table.Style.LineEnd);
            }
        }
    }

    private static string Quoted(string text, Style style, Random random)
    {
        var must = text.Length == 0 || text.AsSpan().IndexOfAny("\"\r\n" + style.Delimiter) >= 0;
        return must || style.QuoteAll || random.Next(3) == 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
