using Rollcall.Core.Diffing;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>What the model knows of one item at the destination.</summary>
internal sealed record ModelItem(
    string Values,
    MemberState State,
    bool AddMark,
    bool RemoveMark,
    bool Back,
    bool Older = false
)
{
    public bool IsNothing => State == MemberState.Absent && !AddMark && !RemoveMark && !Back;
}

/// <summary>A planned item as the model expects it.</summary>
internal sealed record ModelPlanned(string Id, string Values, bool IsChange);

/// <summary>An outcome that the test draws for a planned item.</summary>
internal sealed record Fate(Outcome Outcome, bool MayLand);
