using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Rollcall.Bench.References;

/// <summary>The least that any diff of full lists must do: one thread finds each row and its key, and hashes both.</summary>
internal static class ScanAndHash
{
    /// <summary>Reads a file of rows that hold no quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A reference must not be slow because it has just begun.
    public static void Run(string file)
    {
        var watch = Stopwatch.StartNew();
        using var handle = File.OpenHandle(file, options: FileOptions.SequentialScan);
        var buffer = new byte[1 << 20];
        var (held, at, rows, all) = (0, 0L, 0L, 0UL);
        while (RandomAccess.Read(handle, buffer.AsSpan(held), at) is > 0 and var read)
        {
            at += read;
            held += read;
            var rest = buffer.AsSpan(0, held);
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                all ^= Hash(rest[..end]);
                rest = rest[(end + 1)..];
                rows++;
            }
            held = rest.Length;
            rest.CopyTo(buffer);
        }
        // The hash is used, so that no compiler can leave it out.
        Outcome.Print(all == 0 ? 0 : rows - 1, watch.Elapsed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Hash(ReadOnlySpan<byte> row) =>
        (ulong)XxHash128.HashToUInt128(row[..row.IndexOf((byte)',')]) ^ XxHash3.HashToUInt64(row);
}
