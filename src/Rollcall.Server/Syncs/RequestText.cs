using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;

namespace Rollcall.Server.Syncs;

/// <summary>A request as an error shows it.</summary>
internal static class RequestText
{
    /// <summary>The first request that failed this way, masked; empty where the log holds none.</summary>
    public static string Of(IReadOnlyList<LoggedRequest> failed, RunError error)
    {
        var found =
            failed.FirstOrDefault(request => Matches(request, error) && request.ErrorType == error.Type)
            ?? failed.FirstOrDefault(request => Matches(request, error));
        return found is null ? "" : $"{found.Method} {found.Url}\n\n{found.Request}".TrimEnd();
    }

    private static bool Matches(LoggedRequest request, RunError error) =>
        request.Endpoint == error.Endpoint && request.Status == error.Status;
}
