namespace Rollcall.Server.Api;

/// <summary>Reads a small request body whole.</summary>
internal static class RequestBody
{
    /// <summary>The body's bytes, as many as are allowed at most; what is behind them is not read.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, int mostBytes)
    {
        var bytes = new byte[mostBytes];
        var read = await http.Request.Body.ReadAtLeastAsync(
            bytes,
            mostBytes,
            throwOnEndOfStream: false,
            http.RequestAborted
        );
        return bytes.AsMemory(0, read);
    }
}
