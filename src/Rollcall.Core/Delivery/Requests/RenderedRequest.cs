using System.Buffers;

namespace Rollcall.Core.Delivery.Requests;

/// <summary>A request ready to be sent, in reused buffers.</summary>
public sealed class RenderedRequest
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>The absolute address, percent-encoded.</summary>
    public string Url { get; set; } = "";

    /// <summary>All headers but the framing ones and Content-Type, in order; values are checked.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>The Content-Type header's value; null without a body.</summary>
    public string? MediaType { get; set; }

    /// <summary>The body, before compression; empty for none.</summary>
    public ArrayBufferWriter<byte> Body { get; } = new(4096);

    /// <summary>Whether the body is to be sent compressed.</summary>
    public bool Gzip { get; set; }

    /// <summary>Makes it ready for the next rendering.</summary>
    public void Clear()
    {
        Headers.Clear();
        Body.ResetWrittenCount();
        MediaType = null;
        Gzip = false;
    }
}
