namespace Rollcall.Core.Members;

/// <summary>A cohort's members, read as a stream: a file, several, or a query.</summary>
public interface IMemberSource
{
    /// <summary>What the source is called in messages, such as the file's name.</summary>
    string Name { get; }

    /// <summary>Reads all members from the start to a proven end.</summary>
    /// <param name="columns">The user properties wanted, in the order of the slots given to <paramref name="rows"/>.</param>
    /// <param name="rows">Takes each member.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="SourceException">A column is missing, the source cannot be read, or it ends without proof that it is complete.</exception>
    void Read(IReadOnlyList<string> columns, IMemberSink rows, CancellationToken cancellation);
}

/// <summary>Takes a source's members one by one.</summary>
public interface IMemberSink
{
    /// <summary>Takes one member.</summary>
    /// <param name="row">Only valid during the call.</param>
    void Add(in MemberRow row);
}

/// <summary>One user's row: the wanted user properties, in the wanted order.</summary>
public readonly ref struct MemberRow
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly ReadOnlySpan<MemberSlot> _slots;

    /// <summary>A row over a buffer.</summary>
    /// <param name="buffer">Holds the values' UTF-8 bytes.</param>
    /// <param name="slots">Where each wanted property stands.</param>
    /// <param name="line">The line or row number, from 1.</param>
    /// <param name="source">The file's name in messages.</param>
    public MemberRow(ReadOnlySpan<byte> buffer, ReadOnlySpan<MemberSlot> slots, long line, string source)
    {
        _buffer = buffer;
        _slots = slots;
        Line = line;
        Source = source;
    }

    /// <summary>The line or row number, from 1; in a CSV file the line on which the record begins.</summary>
    public long Line { get; }

    /// <summary>The file that it came from, for messages.</summary>
    public string Source { get; }

    /// <summary>The property at an index of the wanted columns.</summary>
    public FieldValue this[int column]
    {
        get
        {
            var slot = _slots[column];
            return new FieldValue(slot.Kind, _buffer.Slice(slot.Start, slot.Length));
        }
    }
}

/// <summary>Where a value stands in a row's buffer. Bytes need not be valid UTF-8 yet: the mapper checks.</summary>
/// <param name="Kind">What it is. An unquoted empty CSV field is null, a quoted empty one text.</param>
/// <param name="Start">Index of the first byte.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct MemberSlot(FieldKind Kind, int Start, int Length);

/// <summary>A source could not be read to its end.</summary>
/// <param name="message">What, where and what to do.</param>
/// <param name="isUsage">Whether the user asked for something that is not there (a missing file or column: exit code 2), rather than the source being cut short or broken (exit code 1).</param>
/// <param name="inner">The cause.</param>
public sealed class SourceException(string message, bool isUsage, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the user asked for something that is not there.</summary>
    public bool IsUsage { get; } = isUsage;
}
