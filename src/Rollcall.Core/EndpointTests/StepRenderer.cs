using System.Globalization;
using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;

namespace Rollcall.Core.EndpointTests;

/// <summary>Renders the requests of a test, to be sent and to be shown.</summary>
internal sealed class StepRenderer(Integration integration)
{
    private readonly ItemLayout _layout = ItemLayout.Of(integration.Mapping);
    private readonly HashSet<string> _secrets =
    [
        .. integration.Settings.Where(field => field.IsSecret).Select(field => field.Variable),
    ];

    /// <summary>Renders a request as it is sent.</summary>
    /// <param name="step">The request.</param>
    /// <param name="values">The step's values, with the list's ID where there is one.</param>
    /// <param name="messageId">The request's ID.</param>
    /// <exception cref="SettingException">A value cannot stand where a template puts it.</exception>
    /// <exception cref="UsageException">An item cannot be written into the request.</exception>
    public RenderedRequest Render(TestStep step, RunValues values, string messageId)
    {
        var request = new RenderedRequest();
        var builder = RequestBuilder.Create(integration, step.Endpoint, values, _layout);
        var batch = new BatchValues(step.Operation, messageId, AnsweredAttempts: 0);
        if (step.IsCreation)
        {
            builder.Render(null, batch, request);
            return request;
        }
        using var items = ItemsOf(step, builder);
        builder.Render(items, batch, request);
        return request;
    }

    /// <summary>The request as people may see it.</summary>
    public ShownRequest Show(TestStep step, RunValues values, string messageId)
    {
        var real = Render(step, values, messageId);
        try
        {
            var first = Render(step, Masked(values, 0), messageId);
            var second = Render(step, Masked(values, 1), messageId);
            return Shown(step, real, first, second, MaskedText.Of);
        }
        catch (SettingException)
        {
            // A filter such as e164 takes the secret and not its stand-in: the secret is searched for instead.
            var mask = new SecretMask(_secrets.Select(secret => values.Settings.GetValueOrDefault(secret, "")));
            return Shown(step, real, real, real, (text, _) => mask.Hide(text));
        }
    }

    private static ShownRequest Shown(
        TestStep step,
        RenderedRequest real,
        RenderedRequest first,
        RenderedRequest second,
        Func<string, string, string> mask
    )
    {
        var headers = first
            .Headers.Zip(second.Headers)
            .Select(pair => KeyValuePair.Create(pair.First.Key, mask(pair.First.Value, pair.Second.Value)))
            .Concat(BodyHeaders(real));
        return new ShownRequest(
            step.Endpoint.Name,
            step.Rows.Count,
            real.Method,
            mask(first.Url, second.Url),
            [.. headers],
            mask(BodyOf(first), BodyOf(second))
        );
    }

    /// <summary>A judge's builder for a step.</summary>
    public RequestBuilder BuilderOf(TestStep step, RunValues values) =>
        RequestBuilder.Create(integration, step.Endpoint, values, _layout);

    /// <summary>The items of a step.</summary>
    public static ItemBatch ItemsOf(TestStep step)
    {
        var items = new ItemBatch();
        foreach (var row in step.Rows)
        {
            items.Add(row.Record.Span);
        }
        return items;
    }

    private static ItemBatch ItemsOf(TestStep step, RequestBuilder builder)
    {
        foreach (var row in step.Rows)
        {
            if (builder.WhyNot(row.Record.Span) is { } why)
            {
                throw new UsageException($"Line {row.Line} of the test data: {why}");
            }
        }
        return ItemsOf(step);
    }

    private RunValues Masked(RunValues values, int which) =>
        values with
        {
            Settings = values.Settings.ToDictionary(
                setting => setting.Key,
                setting => _secrets.Contains(setting.Key) ? MaskedText.StandIn(which, setting.Value) : setting.Value
            ),
        };

    private static string BodyOf(RenderedRequest request) => Encoding.UTF8.GetString(request.Body.WrittenSpan);

    private static IEnumerable<KeyValuePair<string, string>> BodyHeaders(RenderedRequest request)
    {
        if (request.MediaType is not { } type)
        {
            yield break;
        }
        yield return KeyValuePair.Create("Content-Type", type);
        if (request.Gzip)
        {
            yield return KeyValuePair.Create("Content-Encoding", "gzip");
        }
        else
        {
            var length = request.Body.WrittenCount.ToString(CultureInfo.InvariantCulture);
            yield return KeyValuePair.Create("Content-Length", length);
        }
    }
}
