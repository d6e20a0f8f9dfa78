using System.IO.Hashing;

namespace Rollcall.Sources.Files;

/// <summary>Hashes a file's bytes as they are read from its start to its end.</summary>
/// <param name="kind">The file's.</param>
/// <param name="length">The file's.</param>
internal sealed class FileHash(FileKind kind, long length)
{
    private readonly XxHash128 _piece = new();
    private readonly MemoryStream _hashes = new();
    private readonly long _pieceLength = FileContent.PieceOf(length);
    private long _inPiece;
    private long _read;
    private FileContent? _complete;

    /// <summary>Of the pieces that are complete.</summary>
    public ReadOnlySpan<byte> Hashes => _hashes.GetBuffer().AsSpan(0, (int)_hashes.Length);

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _read += bytes.Length;
        while (!bytes.IsEmpty)
        {
            var count = (int)Math.Min(bytes.Length, _pieceLength - _inPiece);
            _piece.Append(bytes[..count]);
            bytes = bytes[count..];
            _inPiece += count;
            if (_inPiece == _pieceLength)
            {
                EndPiece();
            }
        }
    }

    /// <summary>The content; null: that was not all of the file.</summary>
    public FileContent? Complete()
    {
        if (_complete is null && _read == length)
        {
            EndPiece();
            _complete = new FileContent(kind, length, _hashes.ToArray());
        }
        return _complete;
    }

    private void EndPiece()
    {
        Span<byte> hash = stackalloc byte[16];
        _piece.GetHashAndReset(hash);
        _hashes.Write(hash);
        _inPiece = 0;
    }
}
