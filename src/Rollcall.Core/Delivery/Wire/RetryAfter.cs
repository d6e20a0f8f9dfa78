using System.Globalization;
using System.Net.Http.Headers;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Reads the header <c>Retry-After</c>.</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait, <see cref="Pacer.LongestPause"/> at most; a date that has passed is zero; null for anything that is neither seconds nor a date.</summary>
    public static TimeSpan? Read(string? value, DateTimeOffset now)
    {
        var text = value?.Trim() ?? "";
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            return
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds < Pacer.LongestPause.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : Pacer.LongestPause;
        }
        if (!RetryConditionHeaderValue.TryParse(text, out var condition) || condition.Date is not { } date)
        {
            return null;
        }
        var wait = date - now;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero
            : wait < Pacer.LongestPause ? wait
            : Pacer.LongestPause;
    }
}
