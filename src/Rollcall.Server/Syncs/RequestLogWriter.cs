using Rollcall.Core.Delivery;

namespace Rollcall.Server.Syncs;

/// <summary>Writes a run's requests to files that do not grow beyond bounds.</summary>
internal sealed class RequestLogWriter(string newest, string before, string failed) : IRequestLog, IDisposable
{
    private const int LinesOfFile = 1000;

    private FileStream? _newest;
    private FileStream? _failed;
    private int _lines;
    private int _failures;

    /// <inheritdoc/>
    public void Add(LoggedRequest request)
    {
        var line = RequestLogs.Line(request);
        _newest ??= Append(newest, ref _lines);
        if (_lines >= LinesOfFile)
        {
            _newest.Dispose();
            File.Move(newest, before, overwrite: true);
            _newest = Append(newest, ref _lines);
        }
        _newest.Write(line);
        _lines++;
        if (request.Succeeded)
        {
            return;
        }
        _failed ??= Append(failed, ref _failures);
        if (_failures < LinesOfFile)
        {
            _failed.Write(line);
            _failures++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _newest?.Dispose();
        _failed?.Dispose();
    }

    // An interrupted run's log is gone on with; a line that a crash has cut is ended.
    private static FileStream Append(string path, ref int lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        lines = File.Exists(path) ? File.ReadLines(path).Count() : 0;
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete);
        if (file.Length > 0)
        {
            file.Write("\n"u8);
        }
        return file;
    }
}
