using System.Text;
using System.Text.Json;

namespace Rollcall.Sources.Pushed;

/// <summary>Finds what tells pushed members apart.</summary>
/// <param name="column">The property.</param>
internal sealed class MemberKey(string column)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(column);

    /// <summary>The key of a member.</summary>
    /// <exception cref="PushException">It has none.</exception>
    public string OfMember(ReadOnlySpan<byte> json, JsonTokenType kind, long number)
    {
        if (kind != JsonTokenType.StartObject)
        {
            throw new PushException(
                $"Member {number} is no JSON object. Send {{\"{column}\": \"…\", …}}. Nothing was changed."
            );
        }
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueTextEquals(_name);
            reader.Read();
            if (isKey)
            {
                return Text(ref reader, number);
            }
            reader.Skip();
        }
        throw new PushException(
            $"Member {number} has no \"{column}\", which tells this cohort's members apart. Nothing was changed."
        );
    }

    /// <summary>The key of a member to remove: it alone, or in an object.</summary>
    /// <exception cref="PushException">It is none.</exception>
    public string OfLeaving(ReadOnlySpan<byte> json, JsonTokenType kind, long number)
    {
        if (kind == JsonTokenType.StartObject)
        {
            return OfMember(json, kind, number);
        }
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Text(ref reader, number);
    }

    private string Text(ref Utf8JsonReader reader, long number)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        return !string.IsNullOrEmpty(text)
            ? text
            : throw new PushException(
                $"Member {number}: \"{column}\" must be a text that is not empty, or a number. Nothing was changed."
            );
    }
}
