using System.Runtime.CompilerServices;
using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.EndpointTests;

/// <summary>Sends the requests of a plan to the destination, one after the other, each once, and stops at the first that fails.</summary>
/// <param name="plan">The requests; without problems.</param>
/// <param name="sender">Sends them.</param>
/// <param name="time">Measures.</param>
/// <param name="random">Makes the requests' IDs.</param>
public sealed class EndpointTest(TestPlan plan, Sender sender, TimeProvider time, Random random)
{
    private readonly StepRenderer _renderer = new(plan.Integration);
    private readonly Pacer _pacer = new(plan.Integration.Delivery);
    private readonly string _id = Convert.ToHexStringLower(BitConverter.GetBytes(random.NextInt64()))[..8];

    /// <summary>Sends them.</summary>
    /// <param name="stop">No further request is sent; the one in flight ends first.</param>
    /// <exception cref="SettingException">A value cannot stand where a template puts it.</exception>
    /// <exception cref="Runs.UsageException">An item cannot be written into its request.</exception>
    public async IAsyncEnumerable<TestExchange> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        ListId? created = null;
        var number = 0;
        foreach (var step in plan.Steps)
        {
            await WaitAsync(step.Endpoint, stop).ConfigureAwait(false);
            var values = TestListId.Known(plan.Integration, step, created);
            var exchange = await SendAsync(step, values, $"test-{_id}-{++number}").ConfigureAwait(false);
            yield return exchange;
            if (!exchange.Succeeded)
            {
                yield break;
            }
            created ??= exchange.ListId;
        }
    }

    private async Task WaitAsync(Endpoint endpoint, CancellationToken stop)
    {
        while (_pacer.WaitFor(endpoint, time.GetUtcNow()) is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, stop).ConfigureAwait(false);
        }
        stop.ThrowIfCancellationRequested();
        _pacer.Leaves(endpoint, time.GetUtcNow());
    }

    private async Task<TestExchange> SendAsync(TestStep step, RunValues values, string messageId)
    {
        var request = _renderer.Render(step, values, messageId);
        var shown = _renderer.Show(step, values, messageId);
        var mask = MaskOf(values);
        var begin = time.GetTimestamp();
        var answer = await sender
            .SendAsync(request, plan.Integration.Delivery.Timeout, CancellationToken.None)
            .ConfigureAwait(false);
        var exchange = new TestExchange
        {
            Request = shown,
            Status = answer.Status,
            ResponseHeaders =
            [
                .. answer.Headers.Select(header => KeyValuePair.Create(header.Key, mask.Hide(header.Value))),
            ],
            Response = mask.Hide(Encoding.UTF8.GetString(answer.Body.Span)),
            Took = time.GetElapsedTime(begin),
            Verdict = Verdict.Accepted,
        };
        return Judged(exchange, step, values, request, answer, mask);
    }

    private TestExchange Judged(
        TestExchange exchange,
        TestStep step,
        RunValues values,
        RenderedRequest request,
        Answer answer,
        SecretMask mask
    )
    {
        using var items = StepRenderer.ItemsOf(step);
        var judge = new Judge(step.Endpoint, _renderer.BuilderOf(step, values), mask);
        var judgement = judge.Read(answer, step.IsCreation ? null : items);
        exchange = exchange with { Verdict = judgement.Verdict, Error = judgement.Error };
        return step.IsCreation && judgement.Verdict == Verdict.Accepted
            ? WithListId(exchange, judge, answer, request)
            : exchange;
    }

    private static TestExchange WithListId(TestExchange exchange, Judge judge, Answer answer, RenderedRequest request)
    {
        var id = judge.ReadListId(answer, request, out var error);
        return id is null ? exchange with { Verdict = Verdict.Failed, Error = error } : exchange with { ListId = id };
    }

    private SecretMask MaskOf(RunValues values) =>
        new(
            plan.Integration.Settings.Where(field => field.IsSecret)
                .Select(field => values.Settings.GetValueOrDefault(field.Variable) ?? "")
        );
}
