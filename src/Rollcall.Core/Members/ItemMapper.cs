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
    private const int ItemsAtOnce = 64;
    private const int BytesAtOnce = 1 << 15;

    private readonly MappingField[] _fields;
    private readonly FieldRule[] _rules;
    private readonly ItemHasher _hasher;
    private readonly int _singleKey;
    private readonly IItemSink _sink;
    private readonly Held[] _items = new Held[ItemsAtOnce];
    private readonly ItemRecordWriter _writer = new();
    private int _held;
    private readonly List<(MemberPlace Place, MemberExample Example)> _examples = [];

    /// <summary>A mapper.</summary>
    /// <param name="mapping">The fields.</param>
    /// <param name="hasher">Of the sync.</param>
    /// <param name="items">Takes the valid items.</param>
    public ItemMapper(Mapping mapping, ItemHasher hasher, IItemSink items)
    {
        _fields = [.. mapping.Fields];
        _rules = [.. mapping.Fields.Select(field => new FieldRule(Compile(field), field.Key || field.Required))];
        _hasher = hasher;
        _singleKey = hasher.SingleKey;
        _sink = items;
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

    /// <summary>The user properties to read, in the order in which rows must give them: one for each mapping field, in the definition's order. A property that feeds two fields comes twice.</summary>
    /// <param name="mapping">The fields.</param>
    /// <param name="columns">Which user property feeds each field, by variable; a field without an entry is fed by the property of its variable's name.</param>
    public static IReadOnlyList<string> Columns(Mapping mapping, IReadOnlyDictionary<string, string> columns) =>
        [.. mapping.Fields.Select(field => columns.GetValueOrDefault(field.Variable, field.Variable))];

    /// <inheritdoc/>
    public void Add(in MemberRow row)
    {
        Encode(row.Buffer, row.Slots, new MemberHead(row.Place, row.Line, row.IsPlain), row.Source);
        HandOn();
    }

    /// <inheritdoc/>
    // At once, not after a while: 128-bit integers keep the compiler from doing it ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in MemberRows rows)
    {
        var heads = rows.Heads;
        for (var index = 0; index < heads.Length; index++)
        {
            Encode(rows.Buffer, rows.SlotsOf(index), heads[index], rows.Source);
            if (_held == _items.Length || _writer.Length > BytesAtOnce)
            {
                HandOn();
            }
        }
        HandOn();
    }

    // Hashed only when some more records were written: what has just been stored in pieces is slow to be read as words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void HandOn()
    {
        var records = _writer.Record;
        var start = 0;
        for (var index = 0; index < _held; index++)
        {
            ref readonly var item = ref _items[index];
            var record = records[start..item.End];
            var keyHash = _singleKey < 0 ? _hasher.KeyHash(record) : item.KeyHash;
            _sink.Add(keyHash, ItemHasher.RecordHash(record), record, item.Place);
            start = item.End;
        }
        _held = 0;
        _writer.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Encode(ReadOnlySpan<byte> buffer, ReadOnlySpan<MemberSlot> slots, in MemberHead head, string source)
    {
        Read++;
        var (writer, rules, start) = (_writer, _rules, _writer.Length);
        ref var item = ref _items[_held];
        for (var index = 0; index < rules.Length; index++)
        {
            ref readonly var slot = ref slots[index];
            // Most values of most cohorts are plain, and taken as they are.
            if (head.IsPlain && rules[index].TakesAsIs(slot))
            {
                writer.Write(buffer, slot);
                if (index == _singleKey)
                {
                    item.KeyHash = _hasher.SingleKeyHash(buffer.Slice(slot.Start, slot.Length));
                }
            }
            else if (Prepare(buffer, slot, head.IsPlain, index) is var fault and not Fault.None)
            {
                Refuse(head, source, Sentence(fault, _fields[index]));
                writer.CutAt(start);
                return;
            }
        }
        if (writer.Length - start > MaxRecordBytes)
        {
            Refuse(head, source, "The member's fields are longer than 16 MiB together.");
            writer.CutAt(start);
            return;
        }
        (item.Place, item.End) = (head.Place, writer.Length);
        _held++;
    }

    private static FilterChain? Compile(MappingField field) =>
        field.Normalize.Count == 0 ? null : FilterChain.Compile(field.Normalize);

    private Fault Prepare(ReadOnlySpan<byte> buffer, MemberSlot slot, bool isPlain, int index)
    {
        var value = new FieldValue(slot.Kind, buffer.Slice(slot.Start, slot.Length));
        if (!isPlain && Check(value.Bytes) is var fault and not Fault.None)
        {
            return fault;
        }
        if (_rules[index].Normalize is { } chain && !chain.TryApply(value, out value))
        {
            return Fault.NotNormalized;
        }
        if (_rules[index].IsNeeded && value.IsEmpty)
        {
            return Fault.Empty;
        }
        _writer.Write(value);
        if (index == _singleKey)
        {
            _items[_held].KeyHash = _hasher.SingleKeyHash(value.Text);
        }
        return Fault.None;
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

    private void Refuse(in MemberHead head, string source, string reason)
    {
        Invalid++;
        // Members come in ascending order of their places: these are the first.
        if (_examples.Count < MaxExamples)
        {
            _examples.Add((head.Place, new MemberExample(source, head.Line, reason)));
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

    /// <summary>What is done to a field.</summary>
    /// <param name="Normalize">Its filters; null: none.</param>
    /// <param name="IsNeeded">Whether it may not be empty.</param>
    private readonly record struct FieldRule(FilterChain? Normalize, bool IsNeeded)
    {
        /// <summary>Whether a plain value need not be looked at.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TakesAsIs(in MemberSlot slot) => Normalize is null && !(IsNeeded && slot.Length == 0);
    }

    // An item whose record was written, and not handed on yet.
    private struct Held
    {
        public UInt128 KeyHash;
        public MemberPlace Place;
        public int End;
    }

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
