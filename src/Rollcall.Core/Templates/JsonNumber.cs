namespace Rollcall.Core.Templates;

/// <summary>Tells numbers as JSON writes them.</summary>
internal static class JsonNumber
{
    /// <summary>Whether the text is one number: <c>-0.5e+3</c>, but not <c>+1</c>, <c>01</c>, <c>1.</c> or <c> 1</c>.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-', ..])
        {
            text = text[1..];
        }
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }
        text = text[whole..];
        return TryFraction(ref text) && TryExponent(ref text) && text.IsEmpty;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'.', ..])
        {
            return true;
        }
        var digits = Digits(text[1..]);
        text = text[(1 + digits)..];
        return digits > 0;
    }

    private static bool TryExponent(ref ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'e' or (byte)'E', ..])
        {
            return true;
        }
        text = text[1..];
        if (text is [(byte)'+' or (byte)'-', ..])
        {
            text = text[1..];
        }
        var digits = Digits(text);
        text = text[digits..];
        return digits > 0;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
