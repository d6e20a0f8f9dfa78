using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Delimited;

/// <summary>Reads members of a delimited file again.</summary>
internal sealed class DelimitedRereading(
    MemberFile file,
    int index,
    FileStamp stamp,
    byte delimiter,
    int[] wanted,
    int columns
) : IRereadableFile
{
    private const int Window = 4096;

    /// <inheritdoc/>
    public long LineAt(long offset)
    {
        using var text = Open();
        var buffer = new byte[1 << 16];
        var line = 1L;
        while (offset > 0)
        {
            var read = text.Read(buffer, 0, (int)Math.Min(buffer.Length, offset));
            if (read == 0)
            {
                throw FileStamp.Changed(file);
            }
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            offset -= read;
        }
        return line;
    }

    /// <inheritdoc/>
    public IMemberRereader OpenRereader() => new Rereader(this);

    /// <inheritdoc/>
    public void Dispose() { }

    private FileStream Open()
    {
        stamp.CheckUnchanged(file);
        return new FileStream(
            file.Path,
            new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete }
        );
    }

    private void Read(FileStream text, MemberPlace place, IMemberSink rows)
    {
        text.Position = place.Position;
        var scanner = new RecordScanner(new TextBuffer(TextInput.Of(file, text), Window), delimiter, 0);
        var fields = new FieldPicker(scanner, wanted, columns);
        if (place.File != index || !scanner.Advance() || !fields.Pick(0))
        {
            throw FileStamp.Changed(file);
        }
        rows.Add(new MemberRow(scanner.Bytes, fields.Slots, place, 0, file.Name));
    }

    private sealed class Rereader(DelimitedRereading from) : IMemberRereader
    {
        private readonly FileStream _text = from.Open();

        public void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows)
        {
            foreach (var place in places)
            {
                from.Read(_text, place, rows);
            }
        }

        public void Dispose() => _text.Dispose();
    }
}
