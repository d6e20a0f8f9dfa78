using Rollcall.Core.Delivery.Masking;

namespace Rollcall.Core.Delivery;

/// <summary>Finds secrets, plain, in base64, hexadecimal, URL-encoded or escaped as in JSON and HTML, and puts stars in their place.</summary>
/// <remarks>Safe for use from several threads at once.</remarks>
public sealed class SecretMask
{
    /// <summary>What stands in place of a secret, however long it was.</summary>
    public const string Stars = "***";

    private const int ShortestSearched = 4;

    private readonly SecretSpelling[] _spellings;

    /// <summary>A mask for these values; empty and very short ones (under 4 characters) are masked only where they are rendered.</summary>
    public SecretMask(IEnumerable<string> secrets)
    {
        _spellings =
        [
            .. secrets
                .SelectMany(secret => new[] { secret, secret.Trim() })
                .Where(secret => secret.Length >= ShortestSearched)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(SecretSpelling.Of)
                .Distinct(),
        ];
    }

    /// <summary>The text without the secrets.</summary>
    public string Hide(string text)
    {
        if (_spellings.Length == 0 || text.Length == 0)
        {
            return text;
        }
        var found = new List<(int Start, int End)>();
        foreach (var decoded in DecodedText.Of(text))
        {
            foreach (var spelling in _spellings)
            {
                spelling.Find(decoded, found);
            }
        }
        return found.Count == 0 ? text : Cover(text, found);
    }

    // Findings may overlap: two secrets that share letters, a secret in another. Each stretch becomes one row of stars.
    private static string Cover(string text, List<(int Start, int End)> found)
    {
        found.Sort();
        var masked = new System.Text.StringBuilder(text.Length);
        var copied = 0;
        for (var index = 0; index < found.Count; )
        {
            var (start, end) = found[index];
            while (index < found.Count && found[index].Start <= end)
            {
                end = Math.Max(end, found[index++].End);
            }
            masked.Append(text, copied, start - copied).Append(Stars);
            copied = end;
        }
        return masked.Append(text, copied, text.Length - copied).ToString();
    }
}
