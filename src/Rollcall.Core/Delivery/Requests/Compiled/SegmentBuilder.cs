using System.Buffers;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Collects the segments of one template; what is known at the start becomes fixed bytes.</summary>
/// <param name="scope">What stands behind variables.</param>
/// <param name="chains">Receives the filters of values that are not known yet.</param>
/// <param name="forbidden">What values must not hold; null for anything.</param>
internal sealed class SegmentBuilder(
    VariableScope scope,
    List<IReadOnlyList<FilterCall>> chains,
    ForbiddenCharacters? forbidden = null
)
{
    private readonly List<Segment> _segments = [];
    private readonly ArrayBufferWriter<byte> _fixed = new();

    /// <summary>Adds fixed text.</summary>
    public void Text(string text) => Encoding.UTF8.GetBytes(text, _fixed);

    /// <summary>Adds fixed text, percent-encoded.</summary>
    public void Encoded(string text) => PercentEncoding.Write(Encoding.UTF8.GetBytes(text), _fixed);

    /// <summary>Adds a variable that is not <c>$items</c>.</summary>
    /// <exception cref="SettingException">Its value is known and cannot stand there.</exception>
    public void Variable(VariableUse use, ValueContext context)
    {
        var field = scope.Field(use.Name);
        var batch = VariableScope.Batch(use.Name);
        if (field < 0 && batch is null)
        {
            Known(use, scope.Known(use, context), context);
            return;
        }
        _segments.Add(
            new Segment(field >= 0 ? SegmentKind.Field : SegmentKind.Batch, TakeFixed())
            {
                Name = use.Name,
                Context = context,
                Field = field,
                Batch = batch ?? default,
                Filters = use.Filters,
                Chain = Chain(use.Filters),
            }
        );
    }

    /// <summary>Adds a value that is known.</summary>
    /// <exception cref="SettingException">It cannot stand there.</exception>
    public void Known(VariableUse use, KnownValue known, ValueContext context)
    {
        var value = new FieldValue(known.Kind, known.Bytes);
        if ((forbidden?.WhyNot(value.Text) ?? ValueWriter.Write([], value, context, _fixed)) is { } fault)
        {
            throw new SettingException(use.Name, $"The value of ${use.Name} {fault}");
        }
    }

    /// <summary>Adds <c>$items</c>.</summary>
    public void Items(VariableUse use, ValueContext context, ItemsLayout layout)
    {
        var filters = use.Filters.Where(filter => filter.Name != "json").ToList();
        _segments.Add(
            new Segment(SegmentKind.Items, TakeFixed())
            {
                Name = use.Name,
                Context = context,
                Items = layout,
                Filters = filters,
                Chain = Chain(filters),
            }
        );
    }

    /// <summary>Adds a comma that an object needs between two keys.</summary>
    public void Comma()
    {
        EndFixed();
        _segments.Add(new Segment(SegmentKind.Comma, []));
    }

    /// <summary>Begins segments that are left out where a field is null.</summary>
    /// <returns>For <see cref="EndOptional"/>.</returns>
    public int BeginOptional()
    {
        EndFixed();
        _segments.Add(new Segment(SegmentKind.Fixed, []));
        return _segments.Count - 1;
    }

    /// <summary>Ends segments that are left out where a field is null.</summary>
    public void EndOptional(int begun, int field)
    {
        EndFixed();
        _segments[begun] = new Segment(SegmentKind.SkipIfNull, [])
        {
            Field = field,
            Skip = _segments.Count - 1 - begun,
        };
    }

    /// <summary>The template.</summary>
    public CompiledTemplate Build()
    {
        EndFixed();
        return new CompiledTemplate([.. _segments], forbidden);
    }

    private void EndFixed()
    {
        if (_fixed.WrittenCount > 0)
        {
            _segments.Add(new Segment(SegmentKind.Fixed, TakeFixed()));
        }
    }

    private byte[] TakeFixed()
    {
        var bytes = _fixed.WrittenSpan.ToArray();
        _fixed.ResetWrittenCount();
        return bytes;
    }

    private int Chain(IReadOnlyList<FilterCall> filters)
    {
        if (filters.Count == 0)
        {
            return -1;
        }
        chains.Add(filters);
        return chains.Count - 1;
    }
}
