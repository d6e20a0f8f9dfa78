using Rollcall.Core.Storage;

namespace Rollcall.Storage.Tests.Contracts;

/// <summary>Sets one mark of a piece by its name.</summary>
internal static class PieceMark
{
    public const string Sending = nameof(PieceRecord.Sending);
    public const string Ahead = nameof(PieceRecord.Ahead);
    public const string MayLand = nameof(PieceRecord.MayLand);
    public const string InDoubt = nameof(PieceRecord.InDoubt);
    public const string Refused = nameof(PieceRecord.Refused);
    public const string Split = nameof(PieceRecord.Split);
    public const string OneRetry = nameof(PieceRecord.OneRetry);
    public const string Probe = nameof(PieceRecord.Probe);

    public static PieceRecord Set(PieceRecord piece, string mark) =>
        mark switch
        {
            Sending => piece with { Sending = true },
            Ahead => piece with { Ahead = true },
            MayLand => piece with { MayLand = true },
            InDoubt => piece with { InDoubt = true },
            Refused => piece with { Refused = true },
            Split => piece with { Split = true },
            OneRetry => piece with { OneRetry = true },
            Probe => piece with { Probe = true },
            _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "No mark of a piece."),
        };
}
