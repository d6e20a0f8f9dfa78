using System.Buffers;
using System.Text.Json;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Requests;

/// <summary>Reads JSON bodies without making an object of each item.</summary>
internal static class JsonContent
{
    /// <summary>Reads <c>{"ITEMS": [ … ]}</c>; other members are ignored.</summary>
    public static void ReadItems(ReadOnlySpan<byte> body, string items, UserTable users, RequestContent content)
    {
        var json = new Utf8JsonReader(body);
        var found = false;
        json.Read();
        Expect(json.TokenType == JsonTokenType.StartObject, "The body is not a JSON object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isItems = json.ValueTextEquals(items);
            json.Read();
            if (isItems)
            {
                Expect(json.TokenType == JsonTokenType.StartArray, $"\"{items}\" is not an array.");
                found = true;
                ReadArray(ref json, body, users, content);
            }
            else
            {
                json.Skip();
            }
        }
        Expect(!json.Read() && found, $"The body has no array \"{items}\".");
    }

    /// <summary>Reads one item.</summary>
    public static void ReadItem(ReadOnlySpan<byte> body, UserTable users, RequestContent content)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        ReadItem(ref json, body, users, content);
        Expect(!json.Read(), "Something follows the item.");
    }

    /// <summary>Reads <c>{"name": …, "id": …}</c>.</summary>
    public static void ReadList(ReadOnlySpan<byte> body, RequestContent content)
    {
        var json = new Utf8JsonReader(body);
        json.Read();
        Expect(json.TokenType == JsonTokenType.StartObject, "The body is not a JSON object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (name is "name" or "id")
            {
                Expect(json.TokenType is JsonTokenType.String, $"\"{name}\" is not a string.");
                _ = name == "name" ? content.ListName = json.GetString() : content.ListId = json.GetString();
            }
            else
            {
                json.Skip();
            }
        }
        Expect(!json.Read() && content.ListName is not null, "The body has no \"name\".");
    }

    /// <summary>Reads <c>{"value": true}</c>.</summary>
    public static bool ReadValue(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        bool? value = null;
        json.Read();
        Expect(json.TokenType == JsonTokenType.StartObject, "The body is not a JSON object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = json.ValueTextEquals("value"u8);
            json.Read();
            value = isValue ? Boolean(ref json) : value;
            json.Skip();
        }
        Expect(!json.Read() && value is not null, "The body has no \"value\".");
        return value!.Value;
    }

    private static void ReadArray(
        ref Utf8JsonReader json,
        ReadOnlySpan<byte> body,
        UserTable users,
        RequestContent content
    )
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            ReadItem(ref json, body, users, content);
        }
    }

    private static void ReadItem(
        ref Utf8JsonReader json,
        ReadOnlySpan<byte> body,
        UserTable users,
        RequestContent content
    )
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            content.Users.Add(Number(ref json, users));
            return;
        }
        var start = (int)json.TokenStartIndex;
        var item = content.Users.Count;
        int? user = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isId = json.ValueTextEquals("id"u8);
            var isProperties = json.ValueTextEquals("properties"u8);
            json.Read();
            if (isId)
            {
                user = Number(ref json, users);
            }
            else if (isProperties)
            {
                ReadProperties(ref json, item, content);
            }
            else
            {
                json.Skip();
            }
        }
        Expect(user is not null, "An item has no \"id\".");
        content.Users.Add(user!.Value);
        while (content.Values.Count < item)
        {
            content.Values.Add(null);
        }
        content.Values.Add(body[start..(int)json.BytesConsumed].ToArray());
    }

    private static void ReadProperties(ref Utf8JsonReader json, int item, RequestContent content)
    {
        Expect(json.TokenType == JsonTokenType.StartObject, "An item's \"properties\" is not an object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            content.Properties.Add(new PropertyChange(item, name, Boolean(ref json)));
        }
    }

    private static bool Boolean(ref Utf8JsonReader json)
    {
        Expect(json.TokenType is JsonTokenType.True or JsonTokenType.False, "A property's value is not true or false.");
        return json.TokenType == JsonTokenType.True;
    }

    private static int Number(ref Utf8JsonReader json, UserTable users)
    {
        Expect(
            json.TokenType is JsonTokenType.String or JsonTokenType.Number,
            "An item is neither a string, a number nor an object with an \"id\"."
        );
        Expect(json.ValueSpan.Length > 0, "A user's ID is empty.");
        if (!json.ValueIsEscaped)
        {
            return users.Number(json.ValueSpan);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        try
        {
            return users.Number(buffer.AsSpan(0, json.CopyString(buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Expect(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidContentException(problem);
        }
    }
}
