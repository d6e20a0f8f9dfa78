using Rollcall.Core.Runs;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>
/// How far delivery runs ahead of the disk: so many intents are written before their turn that none waits for a flush, and so
/// many acknowledgements may be on their way to the disk while further requests leave.
/// </summary>
/// <remarks>
/// An acknowledgement outlives the process from the moment that it is recorded, before the next request leaves. Only a
/// machine that stops can lose those that are not flushed yet.
/// </remarks>
internal sealed class Lookahead(RunJournal journal, Pacer pacer, TimeProvider time)
{
    /// <summary>
    /// So long after a flush began the next one may begin where no request waits for it: at a hundred thousand flushes a
    /// minute they take more of the processors than the requests do.
    /// </summary>
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Answers that may be on their way to the disk, for each request that may be in flight.</summary>
    private const int AnswersForEach = 4;

    /// <summary>Items whose answers may be, whatever the number of answers: with one item a request four are next to nothing.</summary>
    private const int Items = 10_000;

    /// <summary>Pieces that are cut ahead, however fast they go.</summary>
    private const int MostPieces = 2048;

    private readonly Queue<(long Record, int Items)> _answers = new();
    private long _items;
    private int _left;
    private int _pace;
    private long _flushBegan = time.GetTimestamp();

    /// <summary>Pieces whose intents are to be written ahead: as many as leave in the time of two flushes, and one for each request in flight.</summary>
    public int Pieces => Math.Min(MostPieces, Math.Max(pacer.Parallelism, 2 * _pace));

    /// <summary>Whether so few answers wait for the disk that another request may leave.</summary>
    public bool MayGoOn
    {
        get
        {
            while (_answers.TryPeek(out var answer) && answer.Record <= journal.Durable)
            {
                _items -= _answers.Dequeue().Items;
            }
            return IsWithin(AnswersForEach, Items);
        }
    }

    /// <summary>How long a flush may wait; zero: it should begin now.</summary>
    /// <param name="isWaitedFor">Whether a request waits until its intent is on disk.</param>
    public TimeSpan FlushMayWait(bool isWaitedFor)
    {
        var isDue =
            journal.IsDurable
            || isWaitedFor
            || !IsWithin(AnswersForEach / 2, Items / 2)
            || time.GetElapsedTime(_flushBegan) >= FlushInterval;
        return isDue ? TimeSpan.Zero : FlushInterval;
    }

    /// <summary>An answer came; the step that is being collected records it.</summary>
    /// <param name="items">Items of its request.</param>
    public void Answered(int items)
    {
        _answers.Enqueue((journal.Next, items));
        _items += items;
    }

    /// <summary>A request leaves.</summary>
    public void Left() => _left++;

    /// <summary>A flush has begun.</summary>
    public void FlushBegan() => (_pace, _left, _flushBegan) = (Math.Max(_left, _pace / 2), 0, time.GetTimestamp());

    private bool IsWithin(int answersForEach, int items) =>
        _answers.Count < answersForEach * pacer.Parallelism || _items < items;
}
