using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>A sync to be made.</summary>
public sealed record NewSync
{
    /// <summary>The cohort.</summary>
    public required string CohortId { get; init; }

    /// <summary>The destination.</summary>
    public required string DestinationId { get; init; }

    /// <summary>How often it runs.</summary>
    public required Cadence Cadence { get; init; }

    /// <summary>Values of the fields that the definition asks for each sync, by variable.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>When removals are held.</summary>
    public GuardLimits Guard { get; init; } = new();
}

/// <summary>When removals are held for a person.</summary>
/// <param name="MaxRemovalShare">The largest share of the membership that may go without asking, 0 to 1; null: the usual limits.</param>
/// <param name="MaxRemovals">The largest number; null: the usual limits.</param>
/// <param name="HoldRemovalsOnly">Whether additions go on while removals wait.</param>
public sealed record GuardLimits(
    double? MaxRemovalShare = null,
    long? MaxRemovals = null,
    bool HoldRemovalsOnly = false
);
