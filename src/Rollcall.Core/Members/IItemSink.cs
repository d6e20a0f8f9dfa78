namespace Rollcall.Core.Members;

/// <summary>Takes the items of a cohort as they are read; duplicates among them are its affair.</summary>
public interface IItemSink
{
    /// <summary>Takes one valid item.</summary>
    /// <param name="keyHash">Of <see cref="ItemHasher.KeyHash"/>.</param>
    /// <param name="recordHash">Of <see cref="ItemHasher.RecordHash"/>.</param>
    /// <param name="record">Only valid during the call.</param>
    /// <param name="place">Where its member stands: for reading it again where that is possible, and for examples of duplicates.</param>
    void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place);
}
