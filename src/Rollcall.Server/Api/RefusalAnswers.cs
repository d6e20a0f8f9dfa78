using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Rollcall.Server.Api;

/// <summary>Turns a <see cref="Refusal"/>, and a save that another save came before, into problem details.</summary>
internal sealed class RefusalAnswers(IProblemDetailsService details) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if ((exception as Refusal ?? Refusal.OfFailedSave(exception)) is not { } refusal)
        {
            return false;
        }
        httpContext.Response.StatusCode = StatusOf(refusal.Kind);
        return await details
            .TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = DetailsOf(refusal) })
            .ConfigureAwait(false);
    }

    private static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status422UnprocessableEntity,
        };

    private static ProblemDetails DetailsOf(Refusal refusal) =>
        new()
        {
            Status = StatusOf(refusal.Kind),
            Detail = refusal.Message,
            Extensions =
            {
                ["errors"] = refusal
                    .Fields.GroupBy(fault => fault.Field)
                    .ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray()),
            },
        };
}
