using Rollcall.Core.Integrations;

namespace Rollcall.Core.Members;

/// <summary>Turns members into items: picks, normalizes, checks and encodes their fields, and counts what is invalid.</summary>
public sealed class ItemMapper : IMemberSink
{
    /// <summary>A mapper.</summary>
    /// <param name="mapping">The fields.</param>
    /// <param name="hasher">Of the sync.</param>
    /// <param name="items">Takes the valid items.</param>
    public ItemMapper(Mapping mapping, ItemHasher hasher, IItemSink items) => throw new NotImplementedException();

    /// <summary>Members read so far, invalid ones included.</summary>
    public long Read { get; private set; }

    /// <summary>Members skipped as invalid.</summary>
    public long Invalid { get; private set; }

    /// <summary>The first invalid members, ten at most.</summary>
    public IReadOnlyList<MemberExample> InvalidExamples { get; } = [];

    /// <inheritdoc/>
    public void Add(in MemberRow row) => throw new NotImplementedException();
}

/// <summary>A member that was skipped, and why.</summary>
/// <param name="Source">The file.</param>
/// <param name="Line">The line or row, from 1.</param>
/// <param name="Reason">A sentence.</param>
public sealed record MemberExample(string Source, long Line, string Reason);
