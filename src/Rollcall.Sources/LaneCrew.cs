using System.Runtime.ExceptionServices;

namespace Rollcall.Sources;

/// <summary>Takes pieces of a source apart and hands on their members; for one thread at a time.</summary>
/// <typeparam name="TPiece">What the source is cut into.</typeparam>
internal interface ILane<in TPiece>
{
    /// <summary>Takes a piece; a lane's pieces come in their order.</summary>
    void Take(TPiece piece);
}

/// <summary>
/// Has the pieces of a source taken by several lanes at once. One lane at a time reads the next piece, so that the source
/// need not be a file, and then takes it while others read. A lane that fails stops the reading; what was read before by
/// others is still taken to its end, so that the failure that is told is always the first in the source.
/// </summary>
/// <typeparam name="TPiece">A piece; each lane has one that it uses again and again.</typeparam>
/// <param name="next">Reads the next piece; false at the end.</param>
/// <param name="lanes">One at least.</param>
internal sealed class LaneCrew<TPiece>(Func<TPiece, bool> next, IReadOnlyList<ILane<TPiece>> lanes)
    where TPiece : IDisposable, new()
{
    private readonly Lock _one = new();
    private ExceptionDispatchInfo? _failure;
    private long _failedAt = long.MaxValue;
    private long _next = 1;
    private bool _stopped;

    /// <summary>Has all pieces taken, and throws what failed first.</summary>
    /// <param name="first">The first one, read already.</param>
    /// <param name="isOnly">Whether there are no more, so that no other thread need be bothered.</param>
    public void Run(TPiece first, bool isOnly)
    {
        var others = isOnly ? [] : lanes.Skip(1);
        Task[] tasks = [.. others.Select(lane => Task.Run(() => Work(lane)))];
        if (Try(0, lanes[0], first))
        {
            Work(lanes[0], first);
        }
        Task.WaitAll(tasks);
        _failure?.Throw();
    }

    private void Work(ILane<TPiece> lane)
    {
        using var piece = new TPiece();
        Work(lane, piece);
    }

    private void Work(ILane<TPiece> lane, TPiece piece)
    {
        while (Read(piece, out var index) && Try(index, lane, piece)) { }
    }

    private bool Read(TPiece piece, out long index)
    {
        lock (_one)
        {
            index = _next++;
            try
            {
                _stopped = _stopped || !next(piece);
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

    private bool Try(long index, ILane<TPiece> lane, TPiece piece)
    {
        try
        {
            lane.Take(piece);
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
