using Microsoft.AspNetCore.Http.HttpResults;

namespace Rollcall.Server.Api;

/// <summary>Answers with a logo of a published version, which never changes.</summary>
internal static class LogoFile
{
    /// <summary>The answer.</summary>
    public static FileContentHttpResult Of(HttpContext http, byte[] png)
    {
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.File(png, "image/png");
    }
}
