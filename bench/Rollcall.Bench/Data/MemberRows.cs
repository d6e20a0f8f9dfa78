using System.Buffers.Text;

namespace Rollcall.Bench.Data;

/// <summary>Members as rows of CSV, each made from its number alone.</summary>
/// <param name="keys">What their keys look like.</param>
/// <param name="quoted">Whether each value stands in quotes.</param>
/// <param name="from">The number of the first member.</param>
/// <param name="count">How many.</param>
/// <param name="step">From one row to the next, modulo the count: a prime, so that the order looks like chance.</param>
internal sealed class MemberRows(KeyKind keys, bool quoted, int from, int count, long step)
{
    private const int LongestRow = 128;

    /// <summary>Writes the header and all rows.</summary>
    public void WriteTo(Stream stream)
    {
        stream.Write("user_id,email,plan\n"u8);
        var row = new byte[LongestRow];
        for (var index = 0; index < count; index++)
        {
            var member = from + (int)(index * step % count);
            stream.Write(row.AsSpan(0, Write(row, (uint)member)));
        }
    }

    private int Write(Span<byte> row, uint member)
    {
        var at = Quote(row, 0);
        at += keys == KeyKind.Uuid ? WriteUuid(row[at..], member) : WriteAddress(row[at..], member);
        at = Separate(row, at);
        at += WriteAddress(row[at..], member);
        at = Separate(row, at);
        ReadOnlySpan<byte> plan = (Mix(member) % 3) switch
        {
            0 => "free"u8,
            1 => "trial"u8,
            _ => "team"u8,
        };
        plan.CopyTo(row[at..]);
        at = Quote(row, at + plan.Length);
        row[at++] = (byte)'\n';
        return at;
    }

    private int Quote(Span<byte> row, int at)
    {
        row[at] = (byte)'"';
        return quoted ? at + 1 : at;
    }

    private int Separate(Span<byte> row, int at)
    {
        at = Quote(row, at);
        row[at++] = (byte)',';
        return Quote(row, at);
    }

    private static int WriteUuid(Span<byte> into, uint member)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Mix(member));
        BitConverter.TryWriteBytes(bytes[8..], Mix(member + (1UL << 40)));
        Utf8Formatter.TryFormat(new Guid(bytes), into, out var written);
        return written;
    }

    // "user" and the number scrambled, so that neighbours have no beginning in common.
    private static int WriteAddress(Span<byte> into, uint member)
    {
        "user"u8.CopyTo(into);
        Utf8Formatter.TryFormat(member * 2_654_435_761, into[4..], out var written);
        var at = 4 + written;
        var host = "@mail.example"u8;
        host.CopyTo(into[at..]);
        return at + host.Length;
    }

    // The finalizer of SplitMix64: different numbers give different results.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
