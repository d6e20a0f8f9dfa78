using Microsoft.AspNetCore.Components;
using Rollcall.Server.Review;

namespace Rollcall.Server.Portal.Review;

/// <summary>The review queue, the oldest first.</summary>
public sealed partial class ReviewPage
{
    private IReadOnlyList<QueueRow> _rows = [];

    /// <summary>The queue.</summary>
    [Inject]
    public required ReviewQueue Queue { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _rows = await Queue.WaitingAsync(Reviewer, Gone);
}
