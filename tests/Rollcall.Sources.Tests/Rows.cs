using System.Text;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Tests;

/// <summary>A value as it was read. Bytes are shown as Latin-1 where they are no UTF-8, so that nothing is lost in comparing.</summary>
internal readonly record struct Value(FieldKind Kind, string Text)
{
    public static readonly Value Null = new(FieldKind.Null, "");

    public static implicit operator Value(string text) => new(FieldKind.Text, text);

    public override string ToString() => Kind == FieldKind.Text ? Text : $"{Kind}:{Text}";
}

/// <summary>Keeps what is read.</summary>
/// <param name="columns">How many are wanted.</param>
internal sealed class Rows(int columns) : IMemberSink
{
    public List<Value[]> Values { get; } = [];

    public List<long> Lines { get; } = [];

    public List<string> Sources { get; } = [];

    public List<MemberPlace> Places { get; } = [];

    /// <summary>The rows as lines of text, for short comparisons.</summary>
    public string[] Shown => [.. Values.Select(row => string.Join("|", row))];

    public static Rows Of(string fileName, string content, params string[] columns) =>
        Of(fileName, Encoding.UTF8.GetBytes(content), columns);

    /// <summary>Reads content given on standard input under a file name's ending.</summary>
    public static Rows Of(string fileName, byte[] content, params string[] columns) =>
        Of(fileName, () => new MemoryStream(content), FileCohort.DefaultBufferSize, columns);

    public static Rows Of(string fileName, Func<Stream> content, int bufferSize, params string[] columns)
    {
        var file = MemberFile.Of($"-{fileName}", content);
        return Of(new FileCohort([file], bufferSize: bufferSize), columns);
    }

    public static Rows Of(IMemberSource source, params string[] columns)
    {
        var rows = new Rows(columns.Length);
        source.Read(columns, [rows], TestContext.Current.CancellationToken).Dispose();
        return rows;
    }

    public static SourceException Fail(string fileName, string content, params string[] columns) =>
        Fail(fileName, Encoding.UTF8.GetBytes(content), columns);

    public static SourceException Fail(string fileName, byte[] content, params string[] columns) =>
        Assert.Throws<SourceException>(() => Of(fileName, content, columns));

    public void Add(in MemberRow row)
    {
        var values = new Value[columns];
        for (var column = 0; column < columns; column++)
        {
            values[column] = new Value(row[column].Kind, Show(row[column].Bytes));
        }
        Values.Add(values);
        Lines.Add(row.Line);
        Sources.Add(row.Source);
        Places.Add(row.Place);
    }

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
