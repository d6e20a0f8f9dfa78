using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Telemetry;

/// <summary>Metrics and traces, by OpenTelemetry; logs as text or as JSON lines.</summary>
internal static class TelemetrySetup
{
    /// <summary>Every source of ours, of spans and of figures, has a name that begins so.</summary>
    public const string Sources = "Rollcall.*";

    /// <summary>Adds them.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Logging.ClearProviders();
        if (options.Logs == LogFormat.Json)
        {
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                (console.SingleLine, console.UseUtcTimestamp) = (true, true);
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            });
        }
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning);
        // Standard output is for results alone.
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        // It writes a line for each request without a token, which anybody may send as often as they like.
        builder.Logging.AddFilter("Rollcall.Server.Tokens.TokenAuthentication", LogLevel.Warning);
        // It warns at every first start that the cookies' keys are not encrypted: they lie in a folder that is the owner's alone.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(it => it.AddService("rollcall"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(Sources);
            if (options.Metrics)
            {
                metrics.AddPrometheusExporter();
            }
            if (options.OtlpEndpoint.Length > 0)
            {
                metrics.AddOtlpExporter(exporter => exporter.Endpoint = new Uri(options.OtlpEndpoint));
            }
        });
        if (options.OtlpEndpoint.Length > 0)
        {
            telemetry.WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation()
                    .AddSource(Sources)
                    .AddOtlpExporter(exporter => exporter.Endpoint = new Uri(options.OtlpEndpoint))
            );
        }
    }

    /// <summary>Maps <c>/metrics</c> for Prometheus, where it is switched on.</summary>
    public static void MapMetrics(this WebApplication application, ServerOptions options)
    {
        if (options.Metrics)
        {
            application.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        }
    }
}
