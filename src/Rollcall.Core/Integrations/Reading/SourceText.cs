using System.Text;

namespace Rollcall.Core.Integrations.Reading;

/// <summary>A document's text, and where in it lines begin. All offsets are UTF-16 units from its start.</summary>
internal sealed class SourceText(string text)
{
    /// <summary>The size of a document at most, in bytes.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The characters, without a byte order mark.</summary>
    public string Text { get; } = text;

    /// <summary>Decodes a file; reports what cannot be a document's text at all.</summary>
    /// <returns>The text as far as it could be decoded, for positions.</returns>
    public static SourceText Decode(ReadOnlySpan<byte> utf8, FaultList faults)
    {
        if (utf8.Length > MaximumBytes)
        {
            faults.Add(0, $"The document has {utf8.Length:N0} bytes; 1 MiB (1,048,576 bytes) is the most.");
            return new SourceText("");
        }
        var bytes = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        try
        {
            return new SourceText(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException wrong)
        {
            var good = Encoding.UTF8.GetString(bytes[..wrong.Index]);
            faults.Add(good.Length, "Here stand bytes that are no UTF-8; save the document as UTF-8.");
            return new SourceText(good);
        }
    }

    /// <summary>Reports the first character that neither YAML nor JSON allows.</summary>
    public void CheckCharacters(FaultList faults)
    {
        for (var i = 0; i < Text.Length; i++)
        {
            if (IsForbidden(Text[i]))
            {
                faults.Add(i, $"The control character U+{(int)Text[i]:X4} cannot stand in a document; remove it.");
                return;
            }
        }
    }

    private static bool IsForbidden(char c) =>
        c switch
        {
            < ' ' => c is not ('\t' or '\n' or '\r'),
            < '\x7f' => false,
            < '\xa0' => c != '\x85',
            _ => c >= '\ufffe',
        };
}
