using System.Text;

namespace Rollcall.Core.Delivery.Answers;

/// <summary>Cuts texts for keeping.</summary>
internal static class ShortText
{
    /// <summary>The longest beginning of so many UTF-8 bytes at most that ends between two characters.</summary>
    public static string Cut(string text, int bytes)
    {
        if (text.Length * 3L <= bytes)
        {
            return text;
        }
        Encoding.UTF8.GetEncoder().Convert(text, new byte[bytes], flush: false, out var used, out _, out _);
        return text[..(used > 0 && used < text.Length && char.IsHighSurrogate(text[used - 1]) ? used - 1 : used)];
    }
}
