using System.Buffers;
using System.Text;

namespace Rollcall.Core.Templates;

/// <summary>Percent-encoding of UTF-8 text: RFC 3986's for addresses, and the one of form bodies.</summary>
internal static class PercentEncoding
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<byte> Unreserved = Bytes(Alphanumeric + "-._~");
    private static readonly SearchValues<byte> FormSafe = Bytes(Alphanumeric + "*-._");

    /// <summary>Encodes all but RFC 3986's unreserved characters.</summary>
    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> into)
    {
        for (var safe = Plain(text, Unreserved); ; safe = Plain(text, Unreserved))
        {
            into.Write(text[..safe]);
            if (safe == text.Length)
            {
                return;
            }
            Escape(text[safe], into);
            text = text[(safe + 1)..];
        }
    }

    /// <summary>Encodes as <c>application/x-www-form-urlencoded</c> does: a space is a plus sign.</summary>
    public static void WriteForm(ReadOnlySpan<byte> text, IBufferWriter<byte> into)
    {
        for (var safe = Plain(text, FormSafe); ; safe = Plain(text, FormSafe))
        {
            into.Write(text[..safe]);
            if (safe == text.Length)
            {
                return;
            }
            if (text[safe] == ' ')
            {
                into.Write("+"u8);
            }
            else
            {
                Escape(text[safe], into);
            }
            text = text[(safe + 1)..];
        }
    }

    /// <summary>Encodes as <see cref="WriteForm(ReadOnlySpan{byte}, IBufferWriter{byte})"/> does.</summary>
    public static void WriteForm(ReadOnlySpan<char> text, StringBuilder into)
    {
        var bytes = new ArrayBufferWriter<byte>();
        WriteForm(Encoding.UTF8.GetBytes(text.ToString()), bytes);
        into.Append(Encoding.ASCII.GetString(bytes.WrittenSpan));
    }

    private static int Plain(ReadOnlySpan<byte> text, SearchValues<byte> safe)
    {
        var end = text.IndexOfAnyExcept(safe);
        return end < 0 ? text.Length : end;
    }

    private static void Escape(byte value, IBufferWriter<byte> into)
    {
        var escape = into.GetSpan(3);
        escape[0] = (byte)'%';
        escape[1] = Hex(value >> 4);
        escape[2] = Hex(value & 0xF);
        into.Advance(3);
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);

    private static SearchValues<byte> Bytes(string ascii) => SearchValues.Create(Encoding.ASCII.GetBytes(ascii));
}
