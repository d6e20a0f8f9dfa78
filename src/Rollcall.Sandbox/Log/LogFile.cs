using System.Buffers;

namespace Rollcall.Sandbox.Log;

/// <summary>Appends what happens to a file, a JSON line an event, so that the log outlives the process.</summary>
internal sealed class LogFile(string path) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
    private readonly ArrayBufferWriter<byte> _line = new(4096);

    /// <summary>Appends one event. The caller sees to it that there is one at a time.</summary>
    /// <param name="moment">What happened.</param>
    /// <param name="entry">To which request.</param>
    public void Write(string moment, LogEntry entry)
    {
        _line.ResetWrittenCount();
        LogJson.Write(_line, entry, users: moment == "received", moment);
        _stream.Write(_line.WrittenSpan);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();
}
