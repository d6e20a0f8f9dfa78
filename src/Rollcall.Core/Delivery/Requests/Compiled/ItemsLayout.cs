using System.Buffers;
using Rollcall.Core.Members;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>How a batch's items are written where <c>$items</c> stands.</summary>
/// <param name="Template">One item.</param>
internal sealed record ItemsLayout(CompiledTemplate Template)
{
    /// <summary>Before the first, as sent.</summary>
    public byte[] Open { get; init; } = [];

    /// <summary>Between two, as sent.</summary>
    public byte[] Separator { get; init; } = [];

    /// <summary>Behind the last, as sent.</summary>
    public byte[] Close { get; init; } = [];

    /// <summary>How a rendered item is encoded once more; null: it stands as it is.</summary>
    public ValueContext? Outer { get; init; }

    /// <summary>What an item must not hold, because it stands between two; null: it may hold anything.</summary>
    public byte[]? Joined { get; init; }

    private PlainItemWriter? _plain;

    /// <summary>Whether some item may be refused.</summary>
    public bool NeedsChecks => Joined is not null || Outer == ValueContext.Header || Template.CanRefuse;

    /// <summary>Chooses the fast way where the layout allows it.</summary>
    public ItemsLayout Tuned()
    {
        _plain = IsAsItStands ? PlainItemWriter.For(Template, Separator) : null;
        return this;
    }

    private bool IsAsItStands => Outer is null && Joined is null;

    /// <summary>Writes all items.</summary>
    public string? Write(RenderState state, ItemBatch? items, ArrayBufferWriter<byte> into)
    {
        into.Write(Open);
        if (items is not null && _plain is { } plain)
        {
            plain.Write(items, into);
            into.Write(Close);
            return null;
        }
        for (var index = 0; index < (items?.Count ?? 0); index++)
        {
            if (index > 0)
            {
                into.Write(Separator);
            }
            var record = items![index];
            state.Load(record);
            if (WriteItem(state, record, into) is { } fault)
            {
                return fault;
            }
        }
        into.Write(Close);
        return null;
    }

    /// <summary>Writes the item that the state has taken.</summary>
    public string? WriteItem(RenderState state, ReadOnlySpan<byte> record, ArrayBufferWriter<byte> into)
    {
        if (IsAsItStands)
        {
            return Template.Write(state, record, null, into);
        }
        state.Item.ResetWrittenCount();
        if (Template.Write(state, record, null, state.Item) is { } fault)
        {
            return fault;
        }
        var item = state.Item.WrittenSpan;
        if (Joined is not null && item.IsEmpty)
        {
            return "The item is empty, which a joined list cannot hold.";
        }
        if (Joined is not null && item.IndexOf(Joined) >= 0)
        {
            return "The item holds the separator of the joined list.";
        }
        return ValueWriter.Write([], new FieldValue(FieldKind.Text, item), Outer ?? ValueContext.Text, into);
    }
}
