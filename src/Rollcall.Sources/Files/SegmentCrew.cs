using System.Runtime.ExceptionServices;

namespace Rollcall.Sources.Files;

/// <summary>Takes segments apart and hands on their members; for one thread at a time.</summary>
internal interface ISegmentLane
{
    /// <summary>Takes a segment; a lane's segments ascend.</summary>
    void Take(TextSegment segment);
}

/// <summary>
/// Has the segments of a text taken by several lanes at once. One lane at a time reads the next segment, so that the text
/// need not be a file, and then takes it while others read. A lane that fails stops the reading; what was read before by
/// others is still taken to its end, so that the failure that is told is always the first in the text.
/// </summary>
/// <param name="reader">Gives the segments.</param>
/// <param name="lanes">One at least.</param>
internal sealed class SegmentCrew(SegmentReader reader, IReadOnlyList<ISegmentLane> lanes)
{
    private readonly Lock _one = new();
    private ExceptionDispatchInfo? _failure;
    private long _failedAt = long.MaxValue;
    private long _next = 1;
    private bool _stopped;

    /// <summary>Has all segments taken, and throws what failed first.</summary>
    /// <param name="first">The first one, read already. Where it is the only one, no other thread is bothered.</param>
    public void Run(TextSegment first)
    {
        var others = first.Ending == SegmentEnd.Record ? lanes.Skip(1) : [];
        Task[] tasks = [.. others.Select(lane => Task.Run(() => Work(lane)))];
        if (Try(0, lanes[0], first))
        {
            Work(lanes[0], first);
        }
        Task.WaitAll(tasks);
        _failure?.Throw();
    }

    private void Work(ISegmentLane lane)
    {
        using var segment = new TextSegment();
        Work(lane, segment);
    }

    private void Work(ISegmentLane lane, TextSegment segment)
    {
        while (Read(segment, out var index) && Try(index, lane, segment)) { }
    }

    private bool Read(TextSegment segment, out long index)
    {
        lock (_one)
        {
            index = _next++;
            try
            {
                _stopped = _stopped || !reader.Next(segment);
            }
            // Thrown again by the thread that began.
#pragma warning disable CA1031
            catch (Exception e)
#pragma warning restore CA1031
            {
                Fail(index, e);
            }
            return !_stopped;
        }
    }

    private bool Try(long index, ISegmentLane lane, TextSegment segment)
    {
        try
        {
            lane.Take(segment);
            return true;
        }
        // Thrown again by the thread that began.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(index, e);
            return false;
        }
    }

    private void Fail(long index, Exception failure)
    {
        lock (_one)
        {
            _stopped = true;
            if (index < _failedAt)
            {
                (_failedAt, _failure) = (index, ExceptionDispatchInfo.Capture(failure));
            }
        }
    }
}
