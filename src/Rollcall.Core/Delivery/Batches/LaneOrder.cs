using Rollcall.Core.Diffing;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>What the lanes of a plan mean for delivery, and the order in which they are served.</summary>
internal static class LaneOrder
{
    /// <summary>Adds, then removes, then the adds of replaced items.</summary>
    public static readonly Lane[] Served =
    [
        Lane.Adds,
        Lane.RejectedAdds,
        Lane.SettlingAdds,
        Lane.Removes,
        Lane.RejectedRemoves,
        Lane.SettlingRemoves,
        Lane.ReplacedAdds,
    ];

    /// <summary>Whether the lane's items were refused in an earlier run: another refusal is no news.</summary>
    public static bool IsRetryOfRejected(Lane lane) => lane is Lane.RejectedAdds or Lane.RejectedRemoves;

    /// <summary>Whether the lane's first batch waits until earlier unanswered attempts can no longer land.</summary>
    public static bool IsSettling(Lane lane) => lane is Lane.SettlingAdds or Lane.SettlingRemoves;
}
