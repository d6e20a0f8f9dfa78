using System.Buffers.Binary;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Server.Secrets;

namespace Rollcall.Server.Destinations;

/// <summary>Tells accounts apart without keeping what proves them: the same host and values give the same fingerprint in every project, so that they share their limits.</summary>
public sealed class AccountKey(MasterKey master)
{
    // Not in the database: who has only that cannot try values against a fingerprint.
    private readonly long _seed = BinaryPrimitives.ReadInt64LittleEndian(master.Derive("account fingerprints"));

    /// <summary>The fingerprint of the account that values lead to.</summary>
    public string Of(Integration integration, IReadOnlyDictionary<string, string> values) =>
        AccountFingerprint.Of(integration, values, _seed);
}
