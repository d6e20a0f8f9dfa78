using System.Text;
using System.Text.Json;

namespace Rollcall.Core.Integrations.Reading;

/// <summary>Reads JSON into nodes.</summary>
internal sealed class JsonTree : TreeBuilder
{
    private readonly string _text;
    private readonly byte[] _utf8;
    private int _byte;
    private int _char;

    private JsonTree(string text, FaultList faults)
        : base(faults)
    {
        _text = text;
        _utf8 = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Reads a text; null where it is no JSON, which was reported.</summary>
    public static Node? Read(SourceText source, FaultList faults)
    {
        var tree = new JsonTree(source.Text, faults);
        try
        {
            tree.Document();
            return tree.Root;
        }
        catch (JsonException wrong)
        {
            faults.Add(tree.At(wrong), $"This is no JSON: {Reason(wrong.Message)}");
        }
        catch (SyntaxFault wrong)
        {
            faults.Add(wrong.Offset, wrong.Message);
        }
        return null;
    }

    private void Document()
    {
        // One level more than allowed, so that too deep a document is told in our words.
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = DeepestLevel + 1 });
        while (reader.Read())
        {
            var start = CharAt((int)reader.TokenStartIndex);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    Open(new MapNode(start), isUsable: true);
                    break;
                case JsonTokenType.StartArray:
                    Open(new ListNode(start), isUsable: true);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close();
                    break;
                default:
                    Add(Scalar(ref reader, start), isUsable: true);
                    break;
            }
        }
    }

    private ScalarNode Scalar(ref Utf8JsonReader reader, int start)
    {
        var end = CharAt((int)reader.BytesConsumed);
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return new ScalarNode(Encoding.UTF8.GetString(reader.ValueSpan), ScalarStyle.Plain, start, end, _text);
        }
        try
        {
            return new ScalarNode(reader.GetString()!, ScalarStyle.DoubleQuoted, start, end, _text);
        }
        catch (InvalidOperationException)
        {
            throw new SyntaxFault(
                start,
                @"This text holds half a surrogate pair (\uD800 to \uDFFF); write both halves."
            );
        }
    }

    // Tokens come in order, so that one walk over the bytes counts the characters of them all.
    private int CharAt(int index)
    {
        _char += Encoding.UTF8.GetCharCount(_utf8, _byte, index - _byte);
        _byte = index;
        return _char;
    }

    private int At(JsonException wrong)
    {
        var start = 0;
        for (var line = 0; line < (wrong.LineNumber ?? 0); line++)
        {
            start = Array.IndexOf(_utf8, (byte)'\n', start) + 1;
        }
        var index = Math.Min(_utf8.Length, start + (int)(wrong.BytePositionInLine ?? 0));
        return Encoding.UTF8.GetCharCount(_utf8, 0, index);
    }

    private static string Reason(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = place < 0 ? message : message[..place];
        // An advice to the programmer, which an author cannot follow.
        return reason.Replace(" Change the reader options.", "", StringComparison.Ordinal);
    }
}
