using System.Buffers;
using Rollcall.Core.Delivery.Requests.Compiled;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Core.Delivery.Requests;

/// <summary>Renders the requests of one endpoint of one run: everything known at the start is written once, the rest per batch without allocation per item.</summary>
/// <remarks>Safe for use from several threads at once.</remarks>
public sealed class RequestBuilder
{
    // What is measured before there is a batch has the longest of its values.
    private static readonly BatchValues Widest = new(Operation.Remove, new string('f', 64), 0);

    private readonly Endpoint _endpoint;
    private readonly ItemLayout _layout;
    private readonly int[] _keyIndexes;
    private readonly CompiledUrl _url;
    private readonly IReadOnlyList<CompiledHeader> _headers;
    private readonly CompiledTemplate? _body;
    private readonly CompiledTemplate? _match;
    private readonly ItemsLayout[] _bodyItems;
    private readonly ItemsLayout[] _checkedItems;
    private readonly RenderStates _states;
    private readonly string? _mediaType;
    private readonly bool _perItem;

    private RequestBuilder(Integration integration, Endpoint endpoint, RunValues values, ItemLayout layout)
    {
        (_endpoint, _layout, _keyIndexes) = (endpoint, layout, [.. layout.KeyIndexes]);
        var scope = new VariableScope(integration, values, layout);
        var compiler = new TemplateCompiler(scope, endpoint);
        var headers = new HeaderCompiler(compiler);
        headers.Compile(integration, endpoint);
        _headers = headers.Headers;
        _url = new UrlCompiler(compiler).Compile(endpoint.Url, endpoint.Query);
        _body = compiler.Body();
        _mediaType = _body is null ? null : endpoint.MediaType;
        _match = endpoint.FailedItems?.Match is { } match ? compiler.Compile(match) : null;
        _bodyItems = [.. _body?.Items ?? []];
        _checkedItems =
        [
            .. _bodyItems
                .Concat(_url.Items)
                .Concat(_headers.SelectMany(header => header.Items))
                .Where(items => items.NeedsChecks),
        ];
        _perItem = _body is { HasFields: true } || _url.HasFields || _headers.Any(header => header.HasFields);
        _states = new RenderStates(compiler.Chains, scope.FieldsUsed);
        Fields = scope.Fields;
        Overhead = MeasureOverhead();
    }

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
    ) => new(integration, endpoint, values, layout);

    /// <summary>The mapping fields, by variable, that stand in the endpoint's requests.</summary>
    public IReadOnlySet<string> Fields { get; }

    /// <summary>Upper bound of the body's bytes around the items, for a batch of the endpoint's size.</summary>
    public int Overhead { get; }

    /// <summary>How many bytes an item takes in the body, its separator included.</summary>
    public int MeasureItem(ReadOnlySpan<byte> record)
    {
        var state = _states.Rent();
        state.Load(Widest, 1);
        state.Load(record);
        var size = Measure(state, record);
        _states.Return(state);
        return size;
    }

    /// <summary>Whether an item can be written into a request of this endpoint at all; null: yes, else a sentence that says why not (an empty path segment, a separator inside a joined item, a reserved character, an empty key field, more bytes than <c>batchBytes</c>).</summary>
    public string? WhyNot(ReadOnlySpan<byte> record)
    {
        // An array: enumerating an interface would allocate for every item.
        foreach (var index in _keyIndexes)
        {
            if (ItemRecordReader.At(record, index).IsEmpty)
            {
                return $"${_layout.Fields[index]} is empty, and is part of the item's key.";
            }
        }
        if (_checkedItems.Length == 0 && !_perItem && _endpoint.BatchBytes is null)
        {
            return null;
        }
        var state = _states.Rent();
        state.Load(Widest, 1);
        state.Load(record);
        var reason = ItemFault(state, record) ?? PerItemFault(state, record) ?? SizeFault(state, record);
        _states.Return(state);
        return reason;
    }

    /// <summary>Renders a request.</summary>
    /// <param name="items">Its items, in their order; null for a creation.</param>
    /// <param name="batch">Its own values.</param>
    /// <param name="request">Is cleared and filled.</param>
    /// <exception cref="InvalidOperationException">An item is among them that <see cref="WhyNot"/> gives a reason for, or several where one is a request.</exception>
    public void Render(ItemBatch? items, in BatchValues batch, RenderedRequest request)
    {
        var count = items?.Count ?? 0;
        if (_perItem && count != 1)
        {
            throw new InvalidOperationException($"{_endpoint.Name} sends one item a request, not {count}.");
        }
        request.Clear();
        var state = _states.Rent();
        state.Load(batch, count);
        var record = _perItem ? items![0] : default;
        if (_perItem)
        {
            state.Load(record);
        }
        var fault = Render(state, record, items, batch, request);
        _states.Return(state);
        if (fault is not null)
        {
            throw new InvalidOperationException($"{_endpoint.Name} cannot be rendered: {fault}");
        }
    }

    /// <summary>An item's key as this endpoint's answers name it (<see cref="FailedItems.Match"/>), UTF-8 text.</summary>
    /// <param name="record">The item.</param>
    /// <param name="into">Is cleared and filled; stays empty where a filter of the template cannot take the item.</param>
    public void RenderMatch(ReadOnlySpan<byte> record, ArrayBufferWriter<byte> into)
    {
        into.ResetWrittenCount();
        if (_match is null)
        {
            into.Write(ItemRecordReader.At(record, _keyIndexes[0]).Text);
            return;
        }
        var state = _states.Rent();
        state.Load(Widest, 1);
        state.Load(record);
        if (_match.Write(state, record, null, into) is not null)
        {
            into.ResetWrittenCount();
        }
        _states.Return(state);
    }

    private string? Render(
        RenderState state,
        ReadOnlySpan<byte> record,
        ItemBatch? items,
        in BatchValues batch,
        RenderedRequest request
    )
    {
        request.Method = _endpoint.Method;
        request.MediaType = _mediaType;
        request.Gzip = _endpoint.Gzip && _body is not null;
        var fault = _url.Render(state, record, items, out var url);
        request.Url = url;
        foreach (var header in _headers)
        {
            var headerFault = header.Render(state, record, items, batch, out var text);
            request.Headers.Add(new(header.Name, text));
            fault ??= headerFault;
        }
        return fault ?? _body?.Write(state, record, items, request.Body);
    }

    private string? ItemFault(RenderState state, ReadOnlySpan<byte> record)
    {
        foreach (var items in _checkedItems)
        {
            state.Body.ResetWrittenCount();
            if (items.WriteItem(state, record, state.Body) is { } fault)
            {
                return fault;
            }
        }
        return null;
    }

    private string? PerItemFault(RenderState state, ReadOnlySpan<byte> record)
    {
        if (!_perItem)
        {
            return null;
        }
        var fault = _url.HasFields ? _url.Render(state, record, null, out _) : null;
        foreach (var header in _headers)
        {
            fault ??= header.HasFields ? header.Render(state, record, null, Widest, out _) : null;
        }
        state.Body.ResetWrittenCount();
        return fault ?? _body?.Write(state, record, null, state.Body);
    }

    private string? SizeFault(RenderState state, ReadOnlySpan<byte> record)
    {
        if (_endpoint.BatchBytes is not { } most)
        {
            return null;
        }
        var size = Overhead + Measure(state, record);
        return size <= most ? null : $"The item alone makes a body of {size} bytes, over the {most} of batchBytes.";
    }

    private int Measure(RenderState state, ReadOnlySpan<byte> record)
    {
        if (_body is { HasFields: true })
        {
            state.Body.ResetWrittenCount();
            _body.Write(state, record, null, state.Body);
            return state.Body.WrittenCount;
        }
        var size = 0;
        foreach (var items in _bodyItems)
        {
            state.Body.ResetWrittenCount();
            items.WriteItem(state, record, state.Body);
            size += state.Body.WrittenCount + items.Separator.Length;
        }
        return size;
    }

    private int MeasureOverhead()
    {
        if (_body is null or { HasFields: true })
        {
            return 0;
        }
        var state = _states.Rent();
        state.Load(Widest, _endpoint.BatchSize);
        _body.Write(state, default, null, state.Body);
        var size = state.Body.WrittenCount;
        _states.Return(state);
        return size;
    }
}
