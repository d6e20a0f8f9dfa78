namespace Rollcall.Core.Snapshots;

/// <summary>Names the files of an acknowledged membership, with their sizes and checksums. The ledger holds one per sync; swapping it is the promotion.</summary>
/// <param name="Text">JSON, versioned, opaque to the ledger.</param>
public sealed record MembershipManifest(string Text);
