namespace Rollcall.Core.Templates.Filters;

/// <summary>The value percent-encoded, all but RFC 3986's unreserved characters.</summary>
internal sealed class UrlEncodeFilter : Filter
{
    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        PercentEncoding.Write(text, Scratch);
        return true;
    }
}
