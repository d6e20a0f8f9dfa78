using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Delivery.Batches;

/// <summary>A range of a lane that is, was, or will be one request.</summary>
internal sealed class Piece(Lane lane, long start, int count)
{
    public Lane Lane { get; } = lane;

    public long Start { get; } = start;

    public int Count { get; set; } = count;

    public long End => Start + Count;

    /// <summary>About to be sent, or sent and not answered.</summary>
    public bool Sending { get; set; }

    /// <summary>Its intent is recorded, and its turn has not come.</summary>
    public bool Ahead { get; set; }

    /// <summary>Which record of the journal holds the intent of its next attempt; null: none does.</summary>
    public long? Intent { get; set; }

    /// <summary>Its request, rendered or being rendered before its turn has come; null: it is rendered when it leaves.</summary>
    public Task<RequestSlot>? Prepared { get; set; }

    /// <summary>An attempt was left unanswered and may have been, or may yet be, applied.</summary>
    public bool MayLand { get; set; }

    /// <summary>Some attempt left open whether it was applied.</summary>
    public bool InDoubt { get; set; }

    /// <summary>It was refused as it is.</summary>
    public bool Refused { get; set; }

    /// <summary>Part of a batch that was split: its requests count against the splitting budget.</summary>
    public bool Split { get; init; }

    /// <summary>It has one retry only.</summary>
    public bool OneRetry { get; init; }

    /// <summary>A single item sent to find out whether the endpoint works.</summary>
    public bool Probe { get; init; }

    /// <summary>Tries used of those that it has.</summary>
    public int Tries { get; set; }

    /// <summary>Attempts that were answered.</summary>
    public int Answered { get; set; }

    /// <summary>When the attempt in flight began.</summary>
    public DateTimeOffset AttemptStarted { get; set; }

    /// <summary>Attempts begun, by this process or one that crashed.</summary>
    public int Attempts { get; set; }

    /// <summary>How many batches its endpoint had accepted when this process first sent it; -1 before.</summary>
    public long AcceptedBefore { get; set; } = -1;

    /// <summary>Items that the refusal named, by index; empty where it named none.</summary>
    public IReadOnlyList<FailedItem> Named { get; set; } = [];

    /// <summary>Its parts, should it be split, have one retry only.</summary>
    public bool PartsRetryOnce { get; set; }

    /// <summary>The last failure, for the report; null before one.</summary>
    public DeliveryError? LastError { get; set; }

    /// <summary>The last answer said that there is no such thing (404, 410).</summary>
    public bool NotFound { get; set; }

    /// <summary>A part of this piece, with its past.</summary>
    public Piece Part(long start, int count, bool split, bool probe = false) =>
        new(Lane, start, count)
        {
            MayLand = MayLand,
            InDoubt = InDoubt,
            Split = split,
            OneRetry = OneRetry || PartsRetryOnce,
            Probe = probe,
            LastError = LastError,
            NotFound = NotFound,
        };

    public PieceRecord ToRecord() =>
        new()
        {
            Lane = Lane,
            Start = Start,
            Count = Count,
            Sending = Sending,
            Ahead = Ahead,
            MayLand = MayLand,
            InDoubt = InDoubt,
            Tries = Tries,
            Answered = Answered,
            Refused = Refused,
            Split = Split,
            OneRetry = OneRetry,
            Probe = Probe,
        };

    /// <summary>A piece as a crash left it: one that was about to be sent, or next, may have been, and may yet land.</summary>
    public static Piece Recovered(PieceRecord record) =>
        new(record.Lane, record.Start, record.Count)
        {
            MayLand = record.MayLand || record.Sending || record.Ahead,
            InDoubt = record.InDoubt || record.Sending || record.Ahead,
            Tries = record.Tries,
            Answered = record.Answered,
            Attempts = record.Answered + (record.Sending ? 1 : 0),
            Refused = record.Refused,
            Split = record.Split,
            OneRetry = record.OneRetry,
            Probe = record.Probe,
        };
}
