using Rollcall.Core.Integrations;

namespace Rollcall.Core.Diffing;

/// <summary>What is common to the lanes of a plan.</summary>
public static class Lanes
{
    /// <summary>All lanes.</summary>
    public static IReadOnlyList<Lane> All { get; } = Enum.GetValues<Lane>();

    /// <summary>What is done to a lane's items.</summary>
    public static Operation OperationOf(Lane lane) =>
        lane is Lane.Removes or Lane.RejectedRemoves or Lane.SettlingRemoves or Lane.UnsendableRemoves
            ? Operation.Remove
            : Operation.Add;
}
