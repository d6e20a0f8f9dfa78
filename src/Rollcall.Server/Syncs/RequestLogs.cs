using System.Text.Json;
using System.Text.Json.Serialization;
using Rollcall.Core.Delivery;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Syncs;

/// <summary>The requests of runs, in files: of each run the newest thousand at least, and the first thousand that failed.</summary>
public sealed partial class RequestLogs(DataFolder folder)
{
    private const string Newest = "requests.jsonl";
    private const string Before = "requests-before.jsonl";
    private const string Failed = "failed.jsonl";

    /// <summary>Opens a run's log, to be written on. A run that sends nothing leaves no file.</summary>
    internal RequestLogWriter Open(string runId) =>
        new(
            Path.Combine(FolderOf(runId), Newest),
            Path.Combine(FolderOf(runId), Before),
            Path.Combine(FolderOf(runId), Failed)
        );

    /// <summary>A run's requests, newest first.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="failedOnly">Only those that failed, the first of them first.</param>
    public IReadOnlyList<LoggedRequest> Read(string runId, bool failedOnly = false)
    {
        if (failedOnly)
        {
            return Lines(runId, Failed);
        }
        var all = Lines(runId, Before);
        all.AddRange(Lines(runId, Newest));
        all.Reverse();
        return all;
    }

    /// <summary>Deletes a run's log.</summary>
    public void Delete(string runId)
    {
        if (Directory.Exists(FolderOf(runId)))
        {
            Directory.Delete(FolderOf(runId), recursive: true);
        }
    }

    internal static byte[] Line(LoggedRequest request) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(request, LogJson.Default.LoggedRequest), (byte)'\n'];

    private string FolderOf(string runId) => Path.Combine(folder.Runs, runId);

    private List<LoggedRequest> Lines(string runId, string name)
    {
        var path = Path.Combine(FolderOf(runId), name);
        var found = new List<LoggedRequest>();
        if (!File.Exists(path))
        {
            return found;
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            // A crash may have cut the last line.
            if (line.EndsWith('}') && Parse(line) is { } request)
            {
                found.Add(request);
            }
        }
        return found;
    }

    private static LoggedRequest? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LogJson.Default.LoggedRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSerializable(typeof(LoggedRequest))]
    private sealed partial class LogJson : JsonSerializerContext;
}
