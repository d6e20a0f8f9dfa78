using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Organizations;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>How often a sync runs, as a form.</summary>
public sealed partial class CadenceFields
{
    private const int Shown = 3;

    private static readonly TimeOnly Morning = new(9, 0);

    private static readonly (CadenceKind Kind, string Label, string Sentence)[] Kinds =
    [
        (CadenceKind.OneTime, "One-time", "Now, and then no more by itself."),
        (CadenceKind.Hourly, "Hourly", "Every hour, at about the same minute."),
        (CadenceKind.Daily, "Daily", "Every day at a time."),
        (CadenceKind.RealTime, "Real-time", "Every minute."),
        (CadenceKind.Cron, "Cron", "By an expression of five fields."),
    ];

    /// <summary>The cadence.</summary>
    [Parameter, EditorRequired]
    public required Cadence Value { get; set; }

    /// <summary>Another one was chosen.</summary>
    [Parameter]
    public EventCallback<Cadence> ValueChanged { get; set; }

    /// <summary>The project's time zone.</summary>
    [Parameter, EditorRequired]
    public required string Zone { get; set; }

    /// <summary>The least time between two runs that the destination allows; null: any.</summary>
    [Parameter]
    public TimeSpan? Least { get; set; }

    /// <summary>The sync whose cadence it is: its times are told; null: of one that begins now.</summary>
    [Parameter]
    public Sync? Sync { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    private List<string> Next
    {
        get
        {
            var times = new List<string>();
            if (Value.Kind == CadenceKind.OneTime || Cadences.WhyNot(Value) is not null)
            {
                return times;
            }
            var zone = TimeZones.Of(Zone);
            DateTimeOffset? at = Time.GetUtcNow();
            var anchor = Sync?.CreatedAt ?? at.Value;
            // A new sync's own seconds are not known yet; they do not change the minute.
            var spread = Sync is null ? TimeSpan.Zero : Cadences.SpreadOf(Sync.Id);
            while (times.Count < Shown && (at = Cadences.Next(Value, Zone, anchor, spread, at.Value)) is { } next)
            {
                times.Add(
                    TimeZoneInfo.ConvertTime(next, zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture)
                );
            }
            return times;
        }
    }

    private string? WhyNot(CadenceKind kind)
    {
        TimeSpan? shortest = kind switch
        {
            CadenceKind.RealTime => TimeSpan.FromMinutes(1),
            CadenceKind.Hourly => TimeSpan.FromHours(1),
            CadenceKind.Daily => TimeSpan.FromDays(1),
            _ => null,
        };
        return shortest < Least ? $"The destination wants {Least:g} at least between two runs." : null;
    }

    private Task ChooseAsync(CadenceKind kind) =>
        ValueChanged.InvokeAsync(
            new Cadence
            {
                Kind = kind,
                At = kind == CadenceKind.Daily ? Value.At ?? Morning : null,
                Cron = kind == CadenceKind.Cron ? Value.Cron ?? "" : null,
            }
        );

    private Task AtAsync(string? text) =>
        TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var at)
            ? ValueChanged.InvokeAsync(new Cadence { Kind = CadenceKind.Daily, At = at })
            : Task.CompletedTask;

    private Task CronAsync(string? text) =>
        ValueChanged.InvokeAsync(new Cadence { Kind = CadenceKind.Cron, Cron = text ?? "" });
}
