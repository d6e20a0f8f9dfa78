using Rollcall.Core.Integrations;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Fixed bytes and what follows them.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Before">The fixed bytes.</param>
internal sealed record Segment(SegmentKind Kind, byte[] Before)
{
    /// <summary>The variable's name, for messages.</summary>
    public string Name { get; init; } = "";

    /// <summary>How its value is written.</summary>
    public ValueContext Context { get; init; }

    /// <summary>For a field, and the test whether it is null: which.</summary>
    public int Field { get; init; }

    /// <summary>For a value of the batch: which.</summary>
    public BatchVariable Batch { get; init; }

    /// <summary>The filters.</summary>
    public IReadOnlyList<FilterCall> Filters { get; init; } = [];

    /// <summary>Index of the compiled filters in a <see cref="RenderState"/>; -1 for none.</summary>
    public int Chain { get; init; } = -1;

    /// <summary>For <see cref="SegmentKind.SkipIfNull"/>: how many segments are skipped.</summary>
    public int Skip { get; init; }

    /// <summary>For items: how they are written.</summary>
    public ItemsLayout? Items { get; init; }
}

/// <summary>What follows a segment's fixed bytes.</summary>
internal enum SegmentKind
{
    /// <summary>Nothing.</summary>
    Fixed,

    /// <summary>A field of the item.</summary>
    Field,

    /// <summary>A value of the batch.</summary>
    Batch,

    /// <summary>The batch's items.</summary>
    Items,

    /// <summary>A comma, unless an object has just been opened.</summary>
    Comma,

    /// <summary>Nothing; the next segments are left out if a field is null.</summary>
    SkipIfNull,
}

/// <summary>The values known per batch, but for the items.</summary>
internal enum BatchVariable
{
    InCohort,
    Operation,
    MessageId,
    BatchSize,
}
