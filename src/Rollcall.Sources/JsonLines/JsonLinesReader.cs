using System.Text;
using System.Text.Json;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.JsonLines;

/// <summary>Reads the members of a file of JSON lines: an object a line.</summary>
/// <param name="file">The file.</param>
/// <param name="index">Its index among the source's files.</param>
/// <param name="bufferSize">Bytes read at once.</param>
/// <param name="seen">Is told which columns occur.</param>
internal sealed class JsonLinesReader(MemberFile file, int index, int bufferSize, JsonColumns seen) : IMemberReader
{
    /// <inheritdoc/>
    public IRereadableFile? Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        using var input = file.OpenText();
        var buffer = new TextBuffer(input, bufferSize);
        var lines = new LineScanner(buffer, TextStart.Skip(buffer, file.Name));
        var row = new JsonRow(seen);
        while (lines.Next())
        {
            if (lines.Number % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            if (!lines.IsBlank)
            {
                var place = MemberPlace.OnLine(index, lines.Number);
                lanes[0].Add(new MemberRow(Parse(row, lines), row.Slots, place, lines.Number, file.Name));
            }
        }
        if (lines.TooLarge)
        {
            throw new SourceException(
                $"{file.Name}, line {lines.Number}: a line of more than {TextBuffer.MaxRecord >> 20} MiB. Each line must be one JSON object.",
                isUsage: false
            );
        }
        return null;
    }

    private ReadOnlySpan<byte> Parse(JsonRow row, LineScanner lines)
    {
        try
        {
            return row.Read(lines.Line);
        }
        // InvalidOperationException: a property's name with half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed(lines, e);
        }
    }

    private SourceException Malformed(LineScanner lines, Exception cause)
    {
        if (lines.IsBare && cause is JsonException && lines.Line.TrimEnd(" \t"u8)[^1] != '}')
        {
            return new SourceException(
                $"{file.Name} is cut short: its last line, {lines.Number}, ends within a JSON object.",
                isUsage: false,
                cause
            );
        }
        var at = (int)((cause as JsonException)?.BytePositionInLine ?? 0);
        var column = Encoding.UTF8.GetCharCount(lines.Line[..Math.Min(at, lines.Line.Length)]) + 1;
        var what = cause.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
        return new SourceException(
            $"{file.Name}, line {lines.Number}, column {column}: {what}. Each line must be one JSON object.",
            isUsage: false,
            cause
        );
    }
}
