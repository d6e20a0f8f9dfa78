using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads the records of a membership's entries. For one thread; others have their own.</summary>
internal sealed class MembershipRecords(RecordsFile?[] files, IReadOnlyList<ItemLayout> layouts)
{
    /// <summary>The record of an entry; valid until the next call.</summary>
    /// <exception cref="DamagedStateException">The membership does not hold it as it was.</exception>
    public ReadOnlyMemory<byte> Read(in MembershipEntry entry) => Read(new ReadOnlySpan<MembershipEntry>(in entry), 0);

    /// <summary>
    /// The record of one of several entries; valid until the next call. Asked for in the order of their key hashes, near
    /// ones come with one read: far cheaper than one by one.
    /// </summary>
    /// <param name="entries">All that will be wanted, sorted by key hash.</param>
    /// <param name="index">Which of them.</param>
    /// <exception cref="DamagedStateException">The membership does not hold it as it was.</exception>
    public ReadOnlyMemory<byte> Read(ReadOnlySpan<MembershipEntry> entries, int index)
    {
        var place = entries[index].Place;
        if (
            place.Generation >= files.Length
            || files[place.Generation] is not { } file
            || place.Layout >= layouts.Count
        )
        {
            throw new DamagedStateException(
                "A membership file names records or a layout that its manifest does not hold. Restore the state directory from a backup."
            );
        }
        return file.Read(entries[index..], place.Generation, layouts[place.Layout].Fields.Count);
    }
}
