using Rollcall.Core.Delivery.Requests;

namespace Rollcall.Core.EndpointTests;

/// <summary>Compares the values of runs by content: a record holding a dictionary compares by reference.</summary>
internal sealed class SameValues : IEqualityComparer<RunValues>
{
    /// <summary>The one comparer.</summary>
    public static readonly SameValues Comparer = new();

    /// <inheritdoc/>
    public bool Equals(RunValues? x, RunValues? y) =>
        ReferenceEquals(x, y)
        || (
            x is not null
            && y is not null
            && x with { Settings = y.Settings } == y
            && x.Settings.Count == y.Settings.Count
            && x.Settings.All(setting => y.Settings.TryGetValue(setting.Key, out var value) && value == setting.Value)
        );

    /// <inheritdoc/>
    public int GetHashCode(RunValues obj) => HashCode.Combine(obj.CohortName, obj.CohortId, obj.ListId);
}
