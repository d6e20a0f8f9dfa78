using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Progress;

/// <summary>
/// What has happened to pieces since the database was last written: an append costs one short write, where a transaction costs
/// fifty times as much. A file of fixed size, written in place from the front; once its content is in the database it is
/// written from the front again. An owner has a file of its own, so that an earlier owner who wakes up harms nobody.
/// </summary>
/// <remarks>Not safe for use from several threads at once, but for <see cref="FlushAsync"/>'s own thread.</remarks>
internal sealed class ProgressLog : IDisposable
{
    private const int Capacity = 1 << 20;
    private const string Prefix = "progress-";
    private const string Suffix = ".log";

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _handle;
    private readonly string _file;
    private readonly FlushThread _thread;
    private readonly ProgressFrame _frame = new();
    private int _position = ProgressFile.HeaderLength;
    private long _flushed;

    private ProgressLog(string file, long epoch, long sequence)
    {
        (_file, Epoch, Sequence, _flushed) = (file, epoch, sequence, sequence);
        // Written, not only reserved: a flush then has data to write and no metadata.
        _handle = ProgressFile.Create(file, Capacity);
        _thread = new FlushThread(() => RandomAccess.FlushToDisk(_handle), file);
    }

    /// <summary>Whose it is.</summary>
    public long Epoch { get; }

    /// <summary>The number of the last record.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whether it holds records that are not in the database.</summary>
    public bool HasRecords => _position > ProgressFile.HeaderLength;

    /// <summary>Makes an owner's log.</summary>
    /// <param name="folder">The state directory.</param>
    /// <param name="epoch">The owner.</param>
    /// <param name="sequence">The number of the last record that is in the database.</param>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public static ProgressLog Create(string folder, long epoch, long sequence)
    {
        var log = new ProgressLog(Path.Combine(folder, $"{Prefix}{epoch:D10}{Suffix}"), epoch, sequence);
        DurableFolder.Flush(folder);
        return log;
    }

    /// <summary>The logs in a state directory, by owner.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}").Order(StringComparer.Ordinal);

    /// <summary>Appends a record.</summary>
    /// <returns>False: it is full, nothing was written.</returns>
    /// <exception cref="LostOwnershipException">Another owner has taken over: what was appended now counts for nothing.</exception>
    public bool TryAppend(LedgerStep step)
    {
        if (!step.IsEmpty)
        {
            var bytes = _frame.Of(step, Sequence + 1);
            if (_position + bytes.Length > Capacity)
            {
                return false;
            }
            RandomAccess.Write(_handle, bytes, _position);
            _position += bytes.Length;
            Sequence++;
        }
        // Afterwards: who takes over closes the log first and reads it then, so that one of the two is seen.
        return ProgressFile.IsClosed(_handle) ? throw new LostOwnershipException() : true;
    }

    /// <summary>The records beyond a number.</summary>
    public IEnumerable<LedgerStep> After(long sequence) => ProgressFile.Read(_file, sequence, _position);

    /// <summary>Makes durable what was appended.</summary>
    public async Task FlushAsync()
    {
        var sequence = Sequence;
        if (_flushed < sequence)
        {
            await _thread.FlushAsync().ConfigureAwait(false);
            _flushed = Math.Max(_flushed, sequence);
        }
    }

    /// <summary>Everything in it is in the database.</summary>
    public void IsFolded() => (_position, _flushed) = (ProgressFile.HeaderLength, Sequence);

    /// <inheritdoc/>
    public void Dispose()
    {
        _thread.Dispose();
        _handle.Dispose();
        if (!HasRecords)
        {
            File.Delete(_file);
        }
    }
}
