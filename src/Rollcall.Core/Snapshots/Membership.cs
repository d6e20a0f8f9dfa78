using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>The acknowledged membership: what is known of each item at the destination. Immutable; a promotion writes the next.</summary>
public sealed class Membership : IDisposable
{
    private Membership() { }

    /// <summary>Opens a membership and checks the files' headers, sizes and checksums.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="manifest">From the ledger; null: nobody is there yet.</param>
    /// <exception cref="DamagedStateException">A file is missing or does not match its checksum.</exception>
    public static Membership Open(string stateFolder, MembershipManifest? manifest) =>
        throw new NotImplementedException();

    /// <summary>Items that are present.</summary>
    public long Present { get; }

    /// <summary>Items in doubt.</summary>
    public long InDoubt { get; }

    /// <summary>All present and in-doubt items, in the order of their key hashes.</summary>
    /// <param name="visit">Called for each; the record is valid during the call only.</param>
    public void ForEach(MemberVisitor visit) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>Sees one item of a membership.</summary>
/// <param name="state">Present or in doubt.</param>
/// <param name="record">Its record.</param>
/// <param name="layout">The record's fields: older records may have others than the definition has now.</param>
public delegate void MemberVisitor(MemberState state, ReadOnlySpan<byte> record, ItemLayout layout);

/// <summary>What is known of an item at the destination.</summary>
public enum MemberState : byte
{
    /// <summary>Surely not there.</summary>
    Absent,

    /// <summary>There, with the values of its record.</summary>
    Present,

    /// <summary>Sent, and the outcome is unknown.</summary>
    InDoubt,
}

/// <summary>A file of the state directory is missing or damaged. Never read as an empty membership.</summary>
/// <param name="message">Which file, what is wrong, and what can be done.</param>
/// <param name="inner">The cause.</param>
public sealed class DamagedStateException(string message, Exception? inner = null) : Exception(message, inner);
