using System.Buffers;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources;

/// <summary>Takes one record out of a piece of a text. For one thread at a time.</summary>
internal interface IRecordParser
{
    /// <summary>Takes the record that begins at <see cref="TextSegment.Start"/>.</summary>
    /// <returns>False: it is not whole.</returns>
    bool TryTake(TextSegment window, MemberPlace place, IMemberSink sink);
}

/// <summary>A text file whose members can be read again.</summary>
/// <param name="file">The file.</param>
/// <param name="lines">Where its lines stand.</param>
/// <param name="parser">Makes a parser of its records.</param>
internal sealed class RereadableText(KeptFile file, LineIndex lines, Func<IRecordParser> parser) : IRereadableFile
{
    private const int Piece = 1 << 16;

    /// <inheritdoc/>
    public long LineAt(long offset)
    {
        var (at, line) = lines.Before(offset);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        while (at < offset)
        {
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - at)), at);
            if (read == 0)
            {
                throw file.Changed();
            }
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }
        ArrayPool<byte>.Shared.Return(buffer);
        file.CheckUnchanged();
        return line;
    }

    /// <inheritdoc/>
    public IMemberRereader OpenRereader() => new TextRereader(file, parser());

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
