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
internal sealed class Lookahead(RunJournal journal, Pacer pacer)
{
    /// <summary>Answers that are not on disk yet, for each request that may be in flight; and so many in any case.</summary>
    private const int AnswersForEach = 4;
    private const int FewAnswers = 32;

    /// <summary>Pieces that are cut ahead, however fast they go.</summary>
    private const int MostPieces = 256;

    private readonly Queue<long> _answers = new();
    private int _left;
    private int _pace;

    /// <summary>Pieces whose intents are to be written ahead: as many as leave in the time of two flushes, and one for each request in flight.</summary>
    public int Pieces => Math.Min(MostPieces, Math.Max(pacer.Parallelism, 2 * _pace));

    /// <summary>Whether so few answers wait for the disk that another request may leave.</summary>
    public bool MayGoOn
    {
        get
        {
            while (_answers.TryPeek(out var record) && record <= journal.Durable)
            {
                _answers.Dequeue();
            }
            return _answers.Count < Math.Max(FewAnswers, AnswersForEach * pacer.Parallelism);
        }
    }

    /// <summary>An answer came; the step that is being collected records it.</summary>
    public void Answered() => _answers.Enqueue(journal.Next);

    /// <summary>A request leaves.</summary>
    public void Left() => _left++;

    /// <summary>A flush has begun.</summary>
    public void FlushBegan() => (_pace, _left) = (Math.Max(_left, _pace / 2), 0);
}
