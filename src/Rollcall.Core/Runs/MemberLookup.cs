using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Finds one user in what is known of a destination.</summary>
public static class MemberLookup
{
    /// <summary>What is known of a user.</summary>
    /// <param name="ledger">The sync's.</param>
    /// <param name="mapping">Of its definition: says how identifiers are normalized.</param>
    /// <param name="identifier">The user's identifier, as the cohort has it.</param>
    /// <returns>Null where it cannot be looked up by one identifier: the key has several fields, the identifier is none, or nothing was synced yet.</returns>
    public static FoundMember? Find(ISyncLedger ledger, Mapping mapping, string identifier)
    {
        var keys = mapping.Fields.Where(field => field.Key).ToList();
        if (ledger.Load() is not { } sync || keys.Count != 1)
        {
            return null;
        }
        // The other fields have no part in the key.
        var key = new Mapping(mapping.DisplayName, keys);
        var hashed = new HashedKey();
        var mapper = new ItemMapper(key, new ItemHasher(ItemLayout.Of(key), sync.HashSeed), hashed);
        var text = Encoding.UTF8.GetBytes(identifier);
        mapper.Add(new MemberRow(text, [new MemberSlot(FieldKind.Text, 0, text.Length)], default, 0, ""));
        if (hashed.KeyHash is not { } hash)
        {
            return null;
        }
        var refused =
            ledger.Between(hash, hash).Count == 0
                ? null
                : ledger.RejectedItems().FirstOrDefault(item => item.KeyHash == hash);
        return new FoundMember(StateOf(ledger, sync, hash), refused);
    }

    private static MemberState StateOf(ISyncLedger ledger, SyncRecord sync, UInt128 hash)
    {
        using var membership = Membership.Open(ledger.Folder, sync.Membership);
        var reader = membership.Read(hash, hash);
        return reader.MoveNext() ? reader.Current.Standing.State : MemberState.Absent;
    }

    private sealed class HashedKey : IItemSink
    {
        public UInt128? KeyHash { get; private set; }

        public void Add(UInt128 keyHash, ulong recordHash, ReadOnlySpan<byte> record, MemberPlace place) =>
            KeyHash = keyHash;
    }
}

/// <summary>What is known of a user at a destination.</summary>
/// <param name="State">Whether it is there.</param>
/// <param name="Refused">What was refused of it and is outstanding; null for nothing.</param>
public sealed record FoundMember(MemberState State, RejectedItem? Refused);
