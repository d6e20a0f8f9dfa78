using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Progress;

/// <summary>A piece's marks, as one number.</summary>
[Flags]
internal enum PieceFlags
{
    None = 0,
    Sending = 1,
    MayLand = 2,
    InDoubt = 4,
    Refused = 8,
    Split = 16,
    Probe = 32,
    OneRetry = 64,
    Ahead = 128,
}

/// <summary>Packs pieces, and unpacks them.</summary>
internal static class PieceMarks
{
    public static PieceFlags Of(PieceRecord piece) =>
        (piece.Sending ? PieceFlags.Sending : 0)
        | (piece.MayLand ? PieceFlags.MayLand : 0)
        | (piece.InDoubt ? PieceFlags.InDoubt : 0)
        | (piece.Refused ? PieceFlags.Refused : 0)
        | (piece.Split ? PieceFlags.Split : 0)
        | (piece.Probe ? PieceFlags.Probe : 0)
        | (piece.OneRetry ? PieceFlags.OneRetry : 0)
        | (piece.Ahead ? PieceFlags.Ahead : 0);

    public static PieceRecord Read(Lane lane, long start, int count, PieceFlags flags, int tries, int answered) =>
        new()
        {
            Lane = lane,
            Start = start,
            Count = count,
            Sending = flags.HasFlag(PieceFlags.Sending),
            Ahead = flags.HasFlag(PieceFlags.Ahead),
            MayLand = flags.HasFlag(PieceFlags.MayLand),
            InDoubt = flags.HasFlag(PieceFlags.InDoubt),
            Refused = flags.HasFlag(PieceFlags.Refused),
            Split = flags.HasFlag(PieceFlags.Split),
            Probe = flags.HasFlag(PieceFlags.Probe),
            OneRetry = flags.HasFlag(PieceFlags.OneRetry),
            Tries = tries,
            Answered = answered,
        };
}
