using System.Globalization;

namespace Rollcall.Core.Snapshots;

/// <summary>
/// A hash over a set of items: the sum of one number an item, so that their order does not count. The record's hash
/// covers the key too; multiplying makes the sum depend on which hashes stand together.
/// </summary>
internal struct ContentHash
{
    private UInt128 _sum;

    public void Add(UInt128 keyHash, ulong recordHash)
    {
        var low = Math.BigMul(recordHash ^ 0x9E3779B97F4A7C15, (ulong)keyHash | 1, out var lower);
        _sum += new UInt128(low, lower) ^ keyHash;
    }

    public void Add(in ContentHash other) => _sum += other._sum;

    public override readonly string ToString() => _sum.ToString("x32", CultureInfo.InvariantCulture);
}
