using System.Globalization;
using Rollcall.Core.Integrations;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Portal.Catalog;

/// <summary>Says in words how fast and how much an integration sends.</summary>
public static class LimitWords
{
    /// <summary>The limits, a sentence each.</summary>
    public static IReadOnlyList<string> Of(Integration integration)
    {
        var culture = CultureInfo.InvariantCulture;
        var words = new List<string>();
        var sizes = integration.Endpoints.All.Where(endpoint => endpoint.Name != "createList").ToList();
        words.AddRange(
            sizes
                .GroupBy(endpoint => endpoint.BatchSize)
                .Select(group =>
                    string.Create(
                        culture,
                        $"{group.Key:N0} {(group.Key == 1 ? "user" : "users")} a request at most ({string.Join(", ", group.Select(endpoint => EndpointLabels.Of(endpoint.Name)))})"
                    )
                )
        );
        words.Add(string.Create(culture, $"{integration.Delivery.Parallelism} requests at the same time"));
        words.AddRange(
            integration
                .Delivery.RateLimits.Concat(integration.Endpoints.All.SelectMany(endpoint => endpoint.RateLimits))
                .Select(limit => string.Create(culture, $"{limit.Requests:N0} requests per {Span(limit.Per)}"))
                .Distinct()
        );
        if (integration.Delivery.MinInterval is { } interval)
        {
            words.Add($"At least {Span(interval)} between two runs");
        }
        return words;
    }

    private static string Span(TimeSpan span) =>
        span switch
        {
            { TotalSeconds: 1 } => "second",
            { TotalMinutes: 1 } => "minute",
            { TotalHours: 1 } => "hour",
            { TotalDays: 1 } => "day",
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds} seconds"),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes} minutes"),
            { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours} hours"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays} days"),
        };
}
