using System.Collections.Concurrent;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Lends render states to whoever renders; grows to as many as render at once.</summary>
internal sealed class RenderStates(IReadOnlyList<IReadOnlyList<FilterCall>> chains, int fields)
{
    private readonly ConcurrentBag<RenderState> _spare = [];
    private RenderState? _first = new(chains, fields);

    /// <summary>A state that nobody else uses.</summary>
    public RenderState Rent() =>
        Interlocked.Exchange(ref _first, null)
        ?? (_spare.TryTake(out var state) ? state : new RenderState(chains, fields));

    /// <summary>Takes it back.</summary>
    public void Return(RenderState state)
    {
        if (Interlocked.CompareExchange(ref _first, state, null) is not null)
        {
            _spare.Add(state);
        }
    }
}
