namespace Rollcall.Server.Api;

/// <summary>Gives refusals that the framework makes by itself, before anything of ours is asked, a sentence that says what to do.</summary>
internal static class BareProblems
{
    /// <summary>Adds the sentence where there is none.</summary>
    public static void Explain(ProblemDetailsContext context) =>
        context.ProblemDetails.Detail ??= Sentence(context.HttpContext.Response.StatusCode);

    private static string? Sentence(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest =>
                "The request cannot be read: a parameter is missing or of another kind, or the body is no JSON of the form that is expected here. /api describes both.",
            StatusCodes.Status401Unauthorized =>
                "No valid token came with the request. Send one as \"Authorization: Bearer TOKEN\"; they are made under Settings, API keys.",
            StatusCodes.Status404NotFound => "There is nothing at this address. /api lists what there is.",
            StatusCodes.Status405MethodNotAllowed =>
                "This address does not take this method. /api lists which it takes.",
            StatusCodes.Status413PayloadTooLarge => "The body is larger than what is taken here.",
            StatusCodes.Status415UnsupportedMediaType =>
                "A body of this Content-Type is not taken here. /api says which is; most take application/json.",
            StatusCodes.Status500InternalServerError =>
                "Something of Rollcall's own went wrong; what was stored before is safe. Try again, and tell the operator the traceId if it stays.",
            _ => null,
        };
}
