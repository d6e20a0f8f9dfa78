using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Delivery.Requests;

/// <summary>Renders the requests of one endpoint of one run: everything known at the start is written once, the rest per batch without allocation per item.</summary>
/// <remarks>Safe for use from several threads at once.</remarks>
public sealed class RequestBuilder
{
    private RequestBuilder() { }

    /// <summary>Compiles an endpoint's templates.</summary>
    /// <param name="integration">A valid definition.</param>
    /// <param name="endpoint">One of its endpoints.</param>
    /// <param name="values">The run's values.</param>
    /// <param name="layout">The fields of the records that will be rendered.</param>
    /// <exception cref="SettingException">A value cannot stand where a template puts it.</exception>
    public static RequestBuilder Create(
        Integration integration,
        Endpoint endpoint,
        RunValues values,
        ItemLayout layout
    ) => throw new NotImplementedException();

    /// <summary>Upper bound of the body's bytes around the items, for a batch of the endpoint's size.</summary>
    public int Overhead { get; }

    /// <summary>How many bytes an item takes in the body, its separator included.</summary>
    public int MeasureItem(ReadOnlySpan<byte> record) => throw new NotImplementedException();

    /// <summary>Whether an item can be written into a request of this endpoint at all; null: yes, else a sentence that says why not (an empty path segment, a separator inside a joined item, a reserved character, an empty key field, more bytes than <c>batchBytes</c>).</summary>
    public string? WhyNot(ReadOnlySpan<byte> record) => throw new NotImplementedException();

    /// <summary>Renders a request.</summary>
    /// <param name="items">Its items, in their order; null for a creation.</param>
    /// <param name="batch">Its own values.</param>
    /// <param name="request">Is cleared and filled.</param>
    public void Render(ItemBatch? items, in BatchValues batch, RenderedRequest request) =>
        throw new NotImplementedException();

    /// <summary>An item's key as this endpoint's answers name it (<see cref="FailedItems.Match"/>), UTF-8 text.</summary>
    /// <param name="record">The item.</param>
    /// <param name="into">Is cleared and filled.</param>
    public void RenderMatch(ReadOnlySpan<byte> record, System.Buffers.ArrayBufferWriter<byte> into) =>
        throw new NotImplementedException();
}
