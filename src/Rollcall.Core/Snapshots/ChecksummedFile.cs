using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>Writes a file from start to end in large pieces and hashes it on the way; reads one back to check its hash.</summary>
internal sealed class ChecksummedFile : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly string _temporaryPath;
    private readonly SafeFileHandle _handle;
    private readonly XxHash128? _hash;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private int _used;
    private long _flushed;
    private bool _kept;

    /// <summary>Begins a file under a temporary name.</summary>
    /// <param name="temporaryPath">The name.</param>
    /// <param name="hashed">Whether its hash will be wanted.</param>
    public ChecksummedFile(string temporaryPath, bool hashed = true)
    {
        _temporaryPath = temporaryPath;
        _hash = hashed ? new XxHash128() : null;
        // What a crash has left under this name may have a second one: it is not written into.
        File.Delete(temporaryPath);
        _handle = File.OpenHandle(temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Bytes written so far: where the next ones will stand.</summary>
    public long Length => _flushed + _used;

    /// <summary>Appends.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferBytes - _used)
        {
            Flush();
            if (bytes.Length >= BufferBytes)
            {
                Put(bytes);
                return;
            }
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>The hash of all that was written.</summary>
    public UInt128 Hash()
    {
        Flush();
        return (_hash ?? throw new InvalidOperationException("This file is not hashed.")).GetCurrentHashAsUInt128();
    }

    /// <summary>Gives the file its name; it is on disk then, but for the folder's entry.</summary>
    public void Keep(string path, bool durable = true)
    {
        Flush();
        if (durable)
        {
            RandomAccess.FlushToDisk(_handle);
        }
        _handle.Dispose();
        File.Move(_temporaryPath, path, overwrite: true);
        _kept = true;
    }

    /// <summary>Deletes the file unless it was kept.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        if (!_kept)
        {
            File.Delete(_temporaryPath);
        }
    }

    /// <summary>The hash of a file's first bytes.</summary>
    public static UInt128 HashOf(SafeFileHandle handle, long length)
    {
        var hash = new XxHash128();
        var buffer = new byte[Math.Min(BufferBytes, Math.Max(1, length))];
        for (long at = 0; at < length; )
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
            if (read == 0)
            {
                break;
            }
            hash.Append(buffer.AsSpan(0, read));
            at += read;
        }
        return hash.GetCurrentHashAsUInt128();
    }

    private void Flush()
    {
        Put(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _hash?.Append(bytes);
        RandomAccess.Write(_handle, bytes, _flushed);
        _flushed += bytes.Length;
    }
}
