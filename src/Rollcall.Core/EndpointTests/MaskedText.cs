namespace Rollcall.Core.EndpointTests;

/// <summary>
/// Masks secrets in what a template makes of them, whatever filter or encoding stands between. The template is rendered
/// with two stand-ins instead of each secret; a stand-in that is found becomes dots, and what still differs between the
/// two renderings depends on a secret and becomes dots as a whole.
/// </summary>
internal static class MaskedText
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Dots = "••••••••";

    private static readonly string[] StandIns = ["RollcallSecretStandInA", "RollcallSecretStandInB"];

    /// <summary>The values with a stand-in for every secret that has one.</summary>
    /// <param name="which">0 or 1.</param>
    /// <param name="value">The secret.</param>
    public static string StandIn(int which, string value)
    {
        // A secret may be a whole address, and must remain one where it stands for a host.
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        return value.Length == 0 ? ""
            : scheme < 0 ? StandIns[which]
            : value[..(scheme + 3)] + StandIns[which];
    }

    /// <summary>What two renderings have in common, with dots for secrets.</summary>
    public static string Of(string first, string second)
    {
        first = first.Replace(StandIns[0], Dots, StringComparison.OrdinalIgnoreCase);
        second = second.Replace(StandIns[1], Dots, StringComparison.OrdinalIgnoreCase);
        if (first == second)
        {
            return first;
        }
        var (parts, others) = (Parts(first), Parts(second));
        return parts.Count == others.Count ? string.Concat(parts.Zip(others, Part)) : Part(first, second);
    }

    // What stands between two secrets is shown, so that each part is compared by itself.
    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsSeparator(text[i]))
            {
                parts.Add(text[start..(i + 1)]);
                start = i + 1;
            }
        }
        parts.Add(text[start..]);
        return parts;
    }

    private static string Part(string first, string second)
    {
        if (first == second)
        {
            return first;
        }
        var start = CommonStart(first, second);
        var end = Math.Min(CommonEnd(first, second), Math.Min(first.Length, second.Length) - start);
        return first[..start] + Dots + first[(first.Length - end)..];
    }

    // Up to a separator, so that no part of an encoded secret stays. An equals sign before the first difference ends a
    // name: in base64 nothing stands behind one.
    private static int CommonStart(string first, string second)
    {
        var common = first.AsSpan().CommonPrefixLength(second);
        while (common > 0 && first[common - 1] != '=' && !IsSeparator(first[common - 1]))
        {
            common--;
        }
        return common;
    }

    private static int CommonEnd(string first, string second)
    {
        var common = 0;
        while (common < Math.Min(first.Length, second.Length) && first[^(common + 1)] == second[^(common + 1)])
        {
            common++;
        }
        while (common > 0 && !IsSeparator(first[^common]))
        {
            common--;
        }
        return common;
    }

    // Not those of base64 ("+/="), which may stand inside an encoded secret.
    private static bool IsSeparator(char character) =>
        character is ' ' or '"' or '&' or '?' or ',' or ';' or '\n' or '}';
}
