using System.Text.Json;
using Rollcall.Core.Members;

namespace Rollcall.Core.Templates.Filters;

/// <summary>Text that holds one JSON value becomes that value, byte for byte; other text is refused.</summary>
internal sealed class JsonFilter : Filter
{
    public override bool TryApply(FieldValue value, out FieldValue result)
    {
        result = value.Kind == FieldKind.Text ? new FieldValue(FieldKind.Json, value.Bytes) : value;
        return value.Kind != FieldKind.Text || IsJson(value.Bytes);
    }

    /// <summary>Whether bytes are one whole JSON value.</summary>
    public static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read()) { }
            return reader.TokenType != JsonTokenType.None;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
