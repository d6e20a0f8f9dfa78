using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations;

namespace Rollcall.Server.Destinations;

/// <summary>What came of asking one host.</summary>
/// <param name="Result">How it went.</param>
/// <param name="Sentence">What was asked and what was answered.</param>
/// <param name="Field">The variable of the field that seems to be wrong; null for none.</param>
public sealed record ConnectionLine(ConnectionResult Result, string Sentence, string? Field = null)
{
    /// <summary>Of a host that was asked with the credentials.</summary>
    internal static ConnectionLine Of(Integration integration, Uri url, Answer answer, Judgement judged)
    {
        var asked = $"GET {url.GetLeftPart(UriPartial.Path)}";
        return answer switch
        {
            { Kind: not AnswerKind.Response, Status: null } => new ConnectionLine(
                ConnectionResult.Failed,
                judged.Error?.Message ?? "The destination did not answer."
            ),
            { Status: 401 or 403 } => new ConnectionLine(
                ConnectionResult.Refused,
                $"{judged.Error?.Message ?? "The credentials were refused."} ({asked} was answered with {answer.Status}.)",
                Suspect(integration)
            ),
            { Status: >= 500 } => new ConnectionLine(
                ConnectionResult.Unsure,
                $"{url.Host} can be reached and is in trouble itself: {asked} was answered with {answer.Status}."
            ),
            { Status: >= 300 and < 400 } => new ConnectionLine(
                ConnectionResult.Unsure,
                $"{asked} was redirected ({answer.Status}). Redirects are never followed; if requests are redirected, too, they fail."
            ),
            _ => new ConnectionLine(
                ConnectionResult.Reached,
                $"{url.Host} can be reached, and did not refuse the credentials: {asked} was answered with {answer.Status}. Whether they may change lists, the first sync tells."
            ),
        };
    }

    /// <summary>Of a host that was only asked whether it answers.</summary>
    internal static ConnectionLine OfHost(Uri host, Answer answer) =>
        answer.Status is { } status
            ? new ConnectionLine(
                ConnectionResult.Reached,
                $"{host.Host} can be reached (HEAD {host} was answered with {status}). No credentials were sent: the first sync tells whether they are right."
            )
            : new ConnectionLine(
                ConnectionResult.Failed,
                $"{host.Host} cannot be reached: {FailureWords.TypeOf(answer.Kind)}{(answer.Detail is { Length: > 0 } why ? $", {why}" : "")}."
            );

    private static string? Suspect(Integration integration)
    {
        var authentication = integration.Authentication;
        var used = new[] { authentication.Header?.Value, authentication.UserName, authentication.Password }
            .Concat(integration.Headers.Select(header => header.Value))
            .SelectMany(template => template?.Uses ?? [])
            .Select(use => use.Name)
            .ToHashSet(StringComparer.Ordinal);
        return integration.Settings.FirstOrDefault(field => field.IsSecret && used.Contains(field.Variable))?.Variable;
    }
}

/// <summary>How asking a host went.</summary>
public enum ConnectionResult
{
    /// <summary>It answered, and refused nothing.</summary>
    Reached,

    /// <summary>It answered, but not so that anything could be told.</summary>
    Unsure,

    /// <summary>It refused the credentials.</summary>
    Refused,

    /// <summary>It did not answer.</summary>
    Failed,
}
