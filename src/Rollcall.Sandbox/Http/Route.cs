using System.Text;
using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Http;

/// <summary>What a request's method and raw target ask for. Segments are percent-decoded here, exactly: a plus stays a plus, an encoded slash is part of its segment.</summary>
internal sealed record Route(Operation Operation)
{
    public static readonly Route Unknown = new(Operation.Unknown);

    public string? ListId { get; init; }

    public byte[]? User { get; init; }

    public string? Property { get; init; }

    /// <summary>Finds the route of a request; unknown where there is none, or where an escape is broken or not UTF-8.</summary>
    public static Route Of(string method, string target)
    {
        var path = target.AsSpan();
        var query = path.IndexOf('?');
        var segments = (query < 0 ? target : target[..query]).Split('/');
        if (segments is not ["", .. var raw])
        {
            return Unknown;
        }
        var decoded = Array.ConvertAll(raw, Decode);
        return Array.Exists(decoded, segment => segment is null || segment.Length == 0)
            ? Unknown
            : Match(method, decoded!);
    }

    /// <summary>The value of a query parameter; null if it is absent.</summary>
    public static string? Query(string target, string name)
    {
        var start = target.IndexOf('?');
        foreach (var pair in start < 0 ? [] : target[(start + 1)..].Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal) && Decode(pair[(name.Length + 1)..]) is { } value)
            {
                return Encoding.UTF8.GetString(value);
            }
        }
        return null;
    }

    private static Route Match(string method, byte[][] segments)
    {
        var words = Array.ConvertAll(segments, Encoding.UTF8.GetString);
        return (method, words) switch
        {
            ("POST", ["lists"]) => new(Operation.CreateList),
            ("POST", ["lists", var id, "add"]) => new(Operation.Add) { ListId = id },
            ("POST", ["lists", var id, "remove"]) => new(Operation.Remove) { ListId = id },
            ("PUT", ["lists", var id, "members", _]) => new(Operation.AddMember) { ListId = id, User = segments[3] },
            ("DELETE", ["lists", var id, "members", _]) => new(Operation.RemoveMember)
            {
                ListId = id,
                User = segments[3],
            },
            ("DELETE", ["lists", var id]) => new(Operation.DeleteList) { ListId = id },
            ("POST", ["users"]) => new(Operation.UpdateUsers),
            ("PUT", ["users", _, "properties", var name]) => new(Operation.SetProperty)
            {
                User = segments[1],
                Property = name,
            },
            ("GET", ["lists"]) => new(Operation.Read),
            ("GET", ["lists", var id, "members"]) => new(Operation.Read) { ListId = id },
            ("GET", ["properties", var name]) => new(Operation.Read) { Property = name },
            _ => Unknown,
        };
    }

    private static byte[]? Decode(string segment)
    {
        var text = Encoding.UTF8.GetBytes(segment);
        var length = 0;
        for (var index = 0; index < text.Length; index++, length++)
        {
            if (text[index] != '%')
            {
                text[length] = text[index];
                continue;
            }
            if (index + 2 >= text.Length || !TryHex(text[index + 1], text[index + 2], out text[length]))
            {
                return null;
            }
            index += 2;
        }
        var decoded = text[..length];
        return System.Text.Unicode.Utf8.IsValid(decoded) ? decoded : null;
    }

    private static bool TryHex(byte high, byte low, out byte value)
    {
        value = 0;
        if (!char.IsAsciiHexDigit((char)high) || !char.IsAsciiHexDigit((char)low))
        {
            return false;
        }
        value = (byte)(Convert.ToInt32($"{(char)high}{(char)low}", 16));
        return true;
    }
}
