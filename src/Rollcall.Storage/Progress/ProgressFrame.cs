using System.Buffers;
using System.Buffers.Binary;
using Rollcall.Core.Diffing;
using Rollcall.Core.Runs;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Progress;

/// <summary>A step of progress as bytes: entries of a kind, a lane, two small numbers and up to three large ones.</summary>
internal sealed class ProgressFrame
{
    private const byte Piece = 1;
    private const byte GonePiece = 2;
    private const byte Range = 3;
    private const byte GoneRange = 4;
    private const byte Traffic = 5;

    private const int EntryLength = 32;
    private const int TrafficLength = 8 + (5 * sizeof(long));

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>A step's frame, valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(LedgerStep step, long number)
    {
        _bytes.ResetWrittenCount();
        _bytes.GetSpan(ProgressFile.FrameHeader)[..ProgressFile.FrameHeader].Clear();
        _bytes.Advance(ProgressFile.FrameHeader);
        foreach (var (lane, start) in step.GonePieces)
        {
            Entry(GonePiece, lane, 0, 0, start);
        }
        foreach (var piece in step.Pieces)
        {
            var tries = ((long)piece.Tries << 32) | (uint)piece.Answered;
            Entry(Piece, piece.Lane, (byte)PieceMarks.Of(piece), piece.Count, piece.Start, tries);
        }
        foreach (var (lane, start) in step.GoneOutcomes)
        {
            Entry(GoneRange, lane, 0, 0, start);
        }
        foreach (var (lane, range) in step.Outcomes)
        {
            Entry(Range, lane, (byte)range.Outcome, range.MayLand ? 1 : 0, range.Start, range.Count);
        }
        if (step.Traffic is { } traffic)
        {
            Write(traffic);
        }
        var frame = WrittenBytes();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - ProgressFile.FrameHeader);
        BinaryPrimitives.WriteInt64LittleEndian(frame[12..], number);
        var checksum = ProgressFile.Checksum(frame[ProgressFile.FrameHeader..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[4..], checksum);
        return frame;
    }

    /// <summary>The step that a frame's content says.</summary>
    public static LedgerStep Read(ReadOnlySpan<byte> content)
    {
        var step = new LedgerStep();
        while (content.Length >= EntryLength)
        {
            content = content[Read(content, step)..];
        }
        return step;
    }

    private static int Read(ReadOnlySpan<byte> entry, LedgerStep step)
    {
        var (lane, mark) = ((Lane)entry[1], entry[2]);
        var small = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
        var (start, large) = (Long(entry, 1), Long(entry, 2));
        switch (entry[0])
        {
            case Piece:
                step.Pieces.Add(PieceMarks.Read(lane, start, small, (PieceFlags)mark, (int)(large >> 32), (int)large));
                break;
            case GonePiece:
                step.GonePieces.Add((lane, start));
                break;
            case Range:
                step.Outcomes.Add((lane, new OutcomeRange(start, large, (Outcome)mark, small != 0)));
                break;
            case GoneRange:
                step.GoneOutcomes.Add((lane, start));
                break;
            case Traffic:
                var requests = new RequestCounts(start, large, Long(entry, 3), Long(entry, 4));
                step.Traffic = new RunTraffic(requests, Long(entry, 5));
                return TrafficLength;
            default:
                throw new InvalidDataException($"A progress log holds an entry of an unknown kind, {entry[0]}.");
        }
        return EntryLength;
    }

    private static long Long(ReadOnlySpan<byte> entry, int index) =>
        BinaryPrimitives.ReadInt64LittleEndian(entry[(8 * index)..]);

    private void Write(RunTraffic traffic)
    {
        var requests = traffic.Requests;
        var entry = _bytes.GetSpan(TrafficLength)[..TrafficLength];
        entry.Clear();
        entry[0] = Traffic;
        Span<long> numbers = [requests.Sent, requests.Succeeded, requests.Failed, requests.Retried, traffic.BytesSent];
        for (var index = 0; index < numbers.Length; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(entry[(8 * (index + 1))..], numbers[index]);
        }
        _bytes.Advance(TrafficLength);
    }

    private void Entry(byte kind, Lane lane, byte mark, int small, long start, long large = 0)
    {
        var entry = _bytes.GetSpan(EntryLength)[..EntryLength];
        entry.Clear();
        (entry[0], entry[1], entry[2]) = (kind, (byte)lane, mark);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], small);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], start);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], large);
        _bytes.Advance(EntryLength);
    }

    private Span<byte> WrittenBytes() =>
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(_bytes.WrittenSpan),
            _bytes.WrittenCount
        );
}
