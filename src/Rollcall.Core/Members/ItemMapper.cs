using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Members;

/// <summary>Turns members into items: picks, normalizes, checks and encodes their fields, and counts what is invalid.</summary>
/// <remarks>Allocates nothing per member once its buffers have grown, but for the first invalid ones. Not for use from several threads at once.</remarks>
public sealed class ItemMapper : IMemberSink
{
    /// <summary>Bytes of an item's record at most, 16 MiB less one: what fits the files' 24-bit lengths.</summary>
    public const int MaxRecordBytes = (1 << 24) - 1;

    private const int MaxExamples = 10;

    private readonly MappingField[] _fields;
    private readonly FilterChain?[] _normalize;
    private readonly bool[] _needed;
    private readonly ItemHasher _hasher;
    private readonly int _singleKey;
    private readonly IItemSink _items;
    private readonly ItemRecordWriter _writer = new();
    private readonly List<(MemberPlace Place, MemberExample Example)> _examples = [];

    /// <summary>A mapper.</summary>
    /// <param name="mapping">The fields.</param>
    /// <param name="hasher">Of the sync.</param>
    /// <param name="items">Takes the valid items.</param>
    public ItemMapper(Mapping mapping, ItemHasher hasher, IItemSink items)
    {
        _fields = [.. mapping.Fields];
        _normalize = [.. mapping.Fields.Select(Compile)];
        _needed = [.. mapping.Fields.Select(field => field.Key || field.Required)];
        _hasher = hasher;
        _singleKey = hasher.SingleKey;
        _items = items;
    }

    /// <summary>Members read so far, invalid ones included.</summary>
    public long Read { get; private set; }

    /// <summary>Members skipped as invalid.</summary>
    public long Invalid { get; private set; }

    /// <summary>The first invalid members, ten at most.</summary>
    public IReadOnlyList<MemberExample> InvalidExamples => FirstInvalid([this]);

    /// <summary>The first invalid members in the order of the source, ten at most, of mappers that shared it.</summary>
    public static IReadOnlyList<MemberExample> FirstInvalid(IEnumerable<ItemMapper> mappers) =>
        [
            .. mappers
                .SelectMany(mapper => mapper._examples)
                .OrderBy(example => example.Place)
                .Take(MaxExamples)
                .Select(example => example.Example),
        ];

    /// <summary>The user properties to read, in the order in which <see cref="Add"/> wants them: one for each mapping field, in the definition's order. A property that feeds two fields comes twice.</summary>
    /// <param name="mapping">The fields.</param>
    /// <param name="columns">Which user property feeds each field, by variable; a field without an entry is fed by the property of its variable's name.</param>
    public static IReadOnlyList<string> Columns(Mapping mapping, IReadOnlyDictionary<string, string> columns) =>
        [.. mapping.Fields.Select(field => columns.GetValueOrDefault(field.Variable, field.Variable))];

    /// <inheritdoc/>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in MemberRow row)
    {
        Read++;
        var (writer, needed, isPlain) = (_writer, _needed, row.IsPlain);
        writer.Clear();
        UInt128 keyHash = 0;
        for (var index = 0; index < needed.Length; index++)
        {
            var value = row[index];
            // Most values of most cohorts need neither.
            var fault = isPlain && _normalize[index] is null ? Fault.None : Prepare(index, isPlain, ref value);
            if (fault == Fault.None && needed[index] && value.IsEmpty)
            {
                fault = Fault.Empty;
            }
            if (fault != Fault.None)
            {
                Refuse(row, Sentence(fault, _fields[index]));
                return;
            }
            writer.Write(value);
            if (index == _singleKey)
            {
                keyHash = _hasher.SingleKeyHash(value.Text);
            }
        }
        var record = writer.Record;
        if (record.Length > MaxRecordBytes)
        {
            Refuse(row, "The member's fields are longer than 16 MiB together.");
            return;
        }
        keyHash = _singleKey < 0 ? _hasher.KeyHash(record) : keyHash;
        _items.Add(keyHash, ItemHasher.RecordHash(record), record, row.Place);
    }

    private static FilterChain? Compile(MappingField field) =>
        field.Normalize.Count == 0 ? null : FilterChain.Compile(field.Normalize);

    private Fault Prepare(int index, bool isPlain, ref FieldValue value)
    {
        if (!isPlain && Check(value.Bytes) is var fault and not Fault.None)
        {
            return fault;
        }
        return _normalize[index] is { } chain && !chain.TryApply(value, out value) ? Fault.NotNormalized : Fault.None;
    }

    // Before the filters, which may rely on it; NUL is valid UTF-8, but cuts the value short in many a destination.
    private static Fault Check(ReadOnlySpan<byte> bytes)
    {
        if (PlainText.Is(bytes))
        {
            return Fault.None;
        }
        if (!Utf8.IsValid(bytes))
        {
            return Fault.NotUtf8;
        }
        return bytes.Contains((byte)0) ? Fault.Nul : Fault.None;
    }

    private void Refuse(in MemberRow row, string reason)
    {
        Invalid++;
        // Members come in ascending order of their places: these are the first.
        if (_examples.Count < MaxExamples)
        {
            _examples.Add((row.Place, new MemberExample(row.Source, row.Line, reason)));
        }
    }

    private static string Sentence(Fault fault, MappingField field) =>
        fault switch
        {
            Fault.NotUtf8 => $"The value of ${field.Variable} ({field.Label}) is not valid UTF-8.",
            Fault.Nul => $"The value of ${field.Variable} ({field.Label}) holds a NUL character.",
            Fault.NotNormalized =>
                $"The value of ${field.Variable} ({field.Label}) cannot be normalized with {string.Join(", ", field.Normalize.Select(call => call.Name))}.",
            _ when field.Key => $"${field.Variable} ({field.Label}) is empty, and it is part of the key.",
            _ => $"${field.Variable} ({field.Label}) is empty, and it is required.",
        };

    private enum Fault
    {
        None,
        NotUtf8,
        Nul,
        NotNormalized,
        Empty,
    }
}

/// <summary>A member that was skipped, and why.</summary>
/// <param name="Source">The file.</param>
/// <param name="Line">The line or row, from 1.</param>
/// <param name="Reason">A sentence.</param>
public sealed record MemberExample(string Source, long Line, string Reason);
