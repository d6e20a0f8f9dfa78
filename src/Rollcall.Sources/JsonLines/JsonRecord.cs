using System.Text.Json;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.JsonLines;

/// <summary>Takes single lines of a file of JSON lines.</summary>
/// <param name="file">The file.</param>
/// <param name="columns">What is wanted.</param>
internal sealed class JsonRecord(MemberFile file, JsonColumns columns) : IRecordParser
{
    private readonly JsonRow _row = new(columns);

    /// <inheritdoc/>
    public bool TryTake(TextSegment window, MemberPlace place, IMemberSink sink)
    {
        var text = window.Bytes.AsSpan(window.Start, window.End - window.Start);
        var end = text.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }
        ReadOnlySpan<byte> values;
        try
        {
            values = _row.Read(JsonRow.WithoutReturn(text[..end]));
        }
        // What was read as an object once is none any more.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw FileStamp.Changed(file);
        }
        sink.Add(new MemberRow(values, _row.Slots, place, 0, file.Name));
        return true;
    }
}
