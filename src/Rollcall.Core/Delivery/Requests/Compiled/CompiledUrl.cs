using System.Buffers;
using System.Text;
using Rollcall.Core.Members;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>An address with the run's values written in.</summary>
/// <param name="origin">Scheme, host and port, and what a url field has of a path.</param>
/// <param name="segments">The path's segments.</param>
/// <param name="query">From the question mark; null for none.</param>
internal sealed class CompiledUrl(byte[] origin, UrlSegment[] segments, CompiledTemplate? query)
{
    private readonly string? _fixed =
        segments.All(segment => segment.Template.IsFixed) && query is null or { IsFixed: true }
            ? Fixed(origin, segments, query)
            : null;

    /// <summary>Whether it is the same for every request.</summary>
    public bool IsFixed => _fixed is not null;

    /// <summary>Whether values of an item stand in it.</summary>
    public bool HasFields { get; } =
        segments.Any(segment => segment.Template.HasFields) || query is { HasFields: true };

    /// <summary>Whether <c>$items</c> stands in it.</summary>
    public IEnumerable<ItemsLayout> Items =>
        segments.Select(segment => segment.Template).Append(query).SelectMany(template => template?.Items ?? []);

    /// <summary>Renders it.</summary>
    /// <returns>A sentence that says why it cannot be rendered; null when it was.</returns>
    public string? Render(RenderState state, ReadOnlySpan<byte> record, ItemBatch? items, out string url)
    {
        url = _fixed ?? "";
        if (_fixed is not null)
        {
            return null;
        }
        var line = state.Line;
        line.ResetWrittenCount();
        line.Write(origin);
        foreach (var segment in segments)
        {
            line.Write("/"u8);
            var start = line.WrittenCount;
            var fault = segment.Template.Write(state, record, items, line) ?? segment.Fault(line.WrittenSpan[start..]);
            if (fault is not null)
            {
                return fault;
            }
        }
        if (query?.Write(state, record, items, line) is { } queryFault)
        {
            return queryFault;
        }
        url = Encoding.ASCII.GetString(line.WrittenSpan);
        return null;
    }

    private static string Fixed(byte[] origin, UrlSegment[] segments, CompiledTemplate? query)
    {
        var text = new StringBuilder(Encoding.ASCII.GetString(origin));
        foreach (var segment in segments)
        {
            text.Append('/').Append(Encoding.ASCII.GetString(segment.Template.FixedBytes));
        }
        return text.Append(Encoding.ASCII.GetString(query?.FixedBytes ?? [])).ToString();
    }
}

/// <summary>A segment of a path.</summary>
/// <param name="Template">Its text, encoded.</param>
/// <param name="Variables">The variables in it.</param>
internal sealed record UrlSegment(CompiledTemplate Template, string[] Variables)
{
    /// <summary>Why values cannot make such a segment; null when they can.</summary>
    public string? Fault(ReadOnlySpan<byte> sent)
    {
        if (Variables.Length == 0 || (!sent.IsEmpty && !UrlText.IsDots(sent)))
        {
            return null;
        }
        var made = sent.IsEmpty
            ? "an empty path segment"
            : "the path segment \"" + Encoding.ASCII.GetString(sent) + "\"";
        return $"${string.Join(" and $", Variables)} would make {made}, so that the address would lead elsewhere.";
    }
}
