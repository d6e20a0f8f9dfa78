using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Cli.Members;

/// <summary>Writes members as lines, streaming, without allocation per member.</summary>
internal sealed class MemberLines : IDisposable
{
    private const int FlushAt = 64 << 10;

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Stream _output;
    private readonly bool _asJson;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt * 2);
    private readonly Utf8JsonWriter _json;

    private MemberLines(Stream output, bool asJson)
    {
        (_output, _asJson) = (output, asJson);
        _json = new Utf8JsonWriter(_buffer, Readable);
    }

    /// <summary>Lines on a stream.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="asJson">As JSON objects; else the first key field's text, of present members only.</param>
    public static MemberLines To(Stream output, bool asJson) => new(output, asJson);

    /// <summary>Writes one member.</summary>
    public void Write(MemberState state, ReadOnlySpan<byte> record, ItemLayout layout)
    {
        if (_asJson)
        {
            WriteObject(state, record, layout);
        }
        else if (state == MemberState.Present)
        {
            WriteText(ItemRecordReader.At(record, layout.KeyIndexes[0]).Text);
        }
        else
        {
            return;
        }
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>Writes out what is buffered.</summary>
    /// <exception cref="OutputClosedException">Nobody reads any more.</exception>
    public void Flush()
    {
        try
        {
            _output.Write(_buffer.WrittenSpan);
            _output.Flush();
        }
        catch (IOException closed)
        {
            throw new OutputClosedException(closed);
        }
        _buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    // A line break would make two members of one: such a value is written as a JSON string.
    private void WriteText(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny((byte)'\n', (byte)'\r'))
        {
            _buffer.Write(text);
            return;
        }
        _json.Reset();
        _json.WriteStringValue(text);
        _json.Flush();
    }

    private void WriteObject(MemberState state, ReadOnlySpan<byte> record, ItemLayout layout)
    {
        _json.Reset();
        _json.WriteStartObject();
        ItemJson.WriteKeyAndFields(_json, record, layout);
        _json.WriteString("state"u8, state == MemberState.Present ? "present"u8 : "in_doubt"u8);
        _json.WriteEndObject();
        _json.Flush();
    }
}
