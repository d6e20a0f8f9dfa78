namespace Rollcall.Sources.Files;

/// <summary>A file's bytes as they stand in it. Counts them, and hashes those of a regular file, as they are read.</summary>
/// <param name="inner">The stream.</param>
/// <param name="hash">Takes the bytes; null: they are not hashed.</param>
internal sealed class RawStream(Stream inner, FileHash? hash) : ReadOnlyStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>What was read, once that is all; null: it is not, or it was not hashed.</summary>
    public FileContent? Content => hash?.Complete();

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count += read;
        hash?.Add(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
