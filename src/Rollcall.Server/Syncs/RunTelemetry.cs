using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rollcall.Core.Delivery;
using Rollcall.Core.Runs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>Figures and traces of runs and their requests. Costs something for each run and request, nothing for a member.</summary>
public sealed class RunTelemetry
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Source = "Rollcall.Syncs";

    private const string Status = "rollcall.run.status";
    private const string Trigger = "rollcall.run.trigger";
    private const string Operation = "rollcall.operation";
    private const string Endpoint = "rollcall.endpoint";
    private const string StatusCode = "http.response.status_code";

    private static readonly ActivitySource Traces = new(Source);

    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _runSeconds;
    private readonly Counter<long> _items;
    private readonly Histogram<double> _requestSeconds;
    private readonly Histogram<double> _delay;

    /// <summary>Makes the instruments.</summary>
    public RunTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Source);
        _active = meter.CreateUpDownCounter<long>("rollcall.runs.active", "{run}", "Runs that go on in this process.");
        _runs = meter.CreateCounter<long>("rollcall.runs", "{run}", "Runs that have ended.");
        _runSeconds = Seconds(meter, "rollcall.run.duration", "From a run's start to its end.", Minutes);
        _items = meter.CreateCounter<long>("rollcall.items", "{item}", "Users that destinations have acknowledged.");
        _requestSeconds = Seconds(
            meter,
            "rollcall.request.duration",
            "From a request's start to its answer's end.",
            []
        );
        _delay = Seconds(meter, "rollcall.schedule.delay", "From when a sync was due to its start.", Minutes);
    }

    private static double[] Minutes => [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14400];

    /// <summary>A run begins, or goes on in this process.</summary>
    /// <returns>To be disposed of when it has ended, or stays for the next process.</returns>
    internal IDisposable Begin(RunInput input)
    {
        _active.Add(1);
        var span = Traces.StartActivity("run");
        span?.SetTag("rollcall.run.id", input.Run.Id).SetTag("rollcall.sync.id", input.Sync.Id);
        span?.SetTag(Trigger, Word(input.Run.Trigger));
        return new Going(_active, span);
    }

    /// <summary>A run has ended.</summary>
    public void End(SyncRun run, RunReport report)
    {
        var status = Word(run.Status);
        Activity.Current?.SetTag(Status, status);
        if (run.Status == SyncRunStatus.Failed)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, report.Errors.FirstOrDefault()?.Type);
        }
        TagList tags = [new(Status, status), new(Trigger, Word(run.Trigger))];
        _runs.Add(1, tags);
        if (run is { StartedAt: { } from, FinishedAt: { } to })
        {
            _runSeconds.Record((to - from).TotalSeconds, tags);
        }
        Count("add", report.Delivered.Add);
        Count("remove", report.Delivered.Remove);
        Count("change", report.Delivered.Change);
    }

    /// <summary>A sync was started by the schedule.</summary>
    /// <param name="late">How long after it was due.</param>
    public void Start(TimeSpan late) => _delay.Record(late.TotalSeconds);

    /// <summary>Measures requests on their way to a log.</summary>
    public IRequestLog Measured(IRequestLog log) =>
        new MeasuredRequests(this, log, Activity.Current?.Context ?? default);

    private static Histogram<double> Seconds(Meter meter, string name, string about, double[] bounds) =>
        meter.CreateHistogram(
            name,
            "s",
            about,
            advice: bounds.Length == 0 ? null : new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds }
        );

    private void Count(string operation, long items)
    {
        if (items > 0)
        {
            _items.Add(items, new KeyValuePair<string, object?>(Operation, operation));
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private sealed class Going(UpDownCounter<long> active, Activity? span) : IDisposable
    {
        public void Dispose()
        {
            active.Add(-1);
            span?.Dispose();
        }
    }

    private sealed class MeasuredRequests(RunTelemetry telemetry, IRequestLog log, ActivityContext run) : IRequestLog
    {
        public void Add(LoggedRequest request)
        {
            log.Add(request);
            TagList tags = [new(Endpoint, request.Endpoint)];
            if (request.Status is { } status)
            {
                tags.Add(StatusCode, status);
            }
            tags.Add("rollcall.request.accepted", request.Succeeded);
            telemetry._requestSeconds.Record(request.Milliseconds / 1000, tags);
            var end = request.At.AddMilliseconds(request.Milliseconds).UtcDateTime;
            using var span = Traces.StartActivity(
                $"request {request.Endpoint}",
                ActivityKind.Client,
                run,
                tags,
                startTime: request.At
            );
            span?.SetTag("http.request.method", request.Method).SetTag("rollcall.items", request.Items);
            span?.SetStatus(request.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error, request.ErrorType);
            span?.SetEndTime(end);
        }
    }
}
