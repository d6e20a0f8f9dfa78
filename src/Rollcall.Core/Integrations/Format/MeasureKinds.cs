using System.Globalization;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A number and a unit: what durations and sizes have in common.</summary>
internal abstract class MeasureKind<T> : Kind<T>
{
    /// <summary>A pattern of the right texts, for the JSON Schema.</summary>
    protected abstract string Pattern { get; }

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out T value)
    {
        value = default!;
        if (node is ScalarNode scalar && TryParse(scalar.Text, out value))
        {
            return true;
        }
        Refuse(node, key, faults);
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) =>
        new() { ["type"] = "string", ["pattern"] = Pattern };

    /// <summary>Reads a text.</summary>
    protected abstract bool TryParse(ReadOnlySpan<char> text, out T value);

    /// <summary>Cuts a text into a number, which may have a decimal point, and a unit.</summary>
    protected static bool TrySplit(ReadOnlySpan<char> text, out decimal number, out ReadOnlySpan<char> unit)
    {
        var digits = text.IndexOfAnyExcept("0123456789.");
        digits = digits < 0 ? text.Length : digits;
        unit = text[digits..];
        return decimal.TryParse(
            text[..digits],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number
        );
    }
}

/// <summary>A duration: <c>500ms</c>, <c>30s</c>, <c>1.5h</c>.</summary>
internal sealed class DurationKind(TimeSpan least, TimeSpan most, string limits) : MeasureKind<TimeSpan>
{
    /// <inheritdoc/>
    public override string Expected => $"a duration {limits}: a number and ms, s, m, h or d, such as 30s";

    /// <inheritdoc/>
    protected override string Pattern => @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$";

    /// <inheritdoc/>
    protected override bool TryParse(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        if (!TrySplit(text, out var number, out var unit))
        {
            return false;
        }
        var ticks = unit switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        if (ticks == 0 || number > most.Ticks / (decimal)ticks || number < least.Ticks / (decimal)ticks)
        {
            return false;
        }
        value = TimeSpan.FromTicks((long)(number * ticks));
        return true;
    }
}

/// <summary>A number of bytes: <c>500KB</c>. K, M and G are powers of 1000, Ki, Mi and Gi of 1024.</summary>
internal sealed class SizeKind : MeasureKind<long>
{
    private const long Most = 1L << 40;

    /// <summary>The only one.</summary>
    public static readonly SizeKind Instance = new();

    /// <inheritdoc/>
    public override string Expected =>
        "a size: a number and B, KB, MB, GB (powers of 1000), KiB, MiB or GiB (powers of 1024), such as 500KB";

    /// <inheritdoc/>
    protected override string Pattern => @"^[0-9]+(\.[0-9]+)?(B|KB|MB|GB|KiB|MiB|GiB)$";

    /// <inheritdoc/>
    protected override bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (!TrySplit(text, out var number, out var unit))
        {
            return false;
        }
        var bytes = unit switch
        {
            "B" => 1L,
            "KB" => 1000L,
            "MB" => 1000L * 1000,
            "GB" => 1000L * 1000 * 1000,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            _ => 0,
        };
        if (bytes == 0 || number > Most / bytes || number * bytes < 1)
        {
            return false;
        }
        value = (long)(number * bytes);
        return true;
    }
}
