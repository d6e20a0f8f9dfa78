namespace Rollcall.Storage.Syncs;

/// <summary>How often a sync runs.</summary>
public sealed class Cadence
{
    /// <summary>The kind.</summary>
    public required CadenceKind Kind { get; init; }

    /// <summary>For <see cref="CadenceKind.Daily"/>: the time of day in the project's time zone, to the minute.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>For <see cref="CadenceKind.Cron"/>: five fields, in the project's time zone.</summary>
    public string? Cron { get; init; }
}

/// <summary>Kinds of cadence.</summary>
public enum CadenceKind
{
    /// <summary>Once, when the sync is made.</summary>
    OneTime,

    /// <summary>Every hour, at about the same minute.</summary>
    Hourly,

    /// <summary>Every day at a time.</summary>
    Daily,

    /// <summary>Every minute.</summary>
    RealTime,

    /// <summary>By a cron expression.</summary>
    Cron,
}
