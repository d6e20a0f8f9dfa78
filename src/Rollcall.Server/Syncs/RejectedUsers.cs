using System.Globalization;
using System.Text.Json;
using Rollcall.Core.Integrations;
using Rollcall.Core.Storage;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Server.Spreadsheets;
using Rollcall.Storage;
using Rollcall.Storage.Database;
using Rollcall.Storage.Sqlite;

namespace Rollcall.Server.Syncs;

/// <summary>The users that a destination refused and that are outstanding.</summary>
public sealed class RejectedUsers(Databases databases, DataFolder folder)
{
    /// <summary>The first of them, newest first.</summary>
    /// <exception cref="Refusal">Not found, or the asker may not see members.</exception>
    public async Task<IReadOnlyList<RejectedItem>> FirstAsync(
        Asker asker,
        string syncId,
        int count,
        CancellationToken cancellation = default
    )
    {
        using var state = await OpenAsync(asker, syncId, cancellation).ConfigureAwait(false);
        return state is null ? [] : [.. state.Ledger.RejectedItems().Take(count)];
    }

    /// <summary>Writes all of them as CSV, safe to be opened with a spreadsheet.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="syncId">The sync.</param>
    /// <param name="open">Gives the stream, called once nothing can be refused any more.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Refusal">Not found, or the asker may not see members.</exception>
    public async Task WriteCsvAsync(
        Asker asker,
        string syncId,
        Func<Stream> open,
        CancellationToken cancellation = default
    )
    {
        using var state = await OpenAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var writer = new StreamWriter(open(), leaveOpen: true) { NewLine = "\r\n" };
        await using (writer.ConfigureAwait(false))
        {
            List<string>? fields = null;
            foreach (var item in state?.Ledger.RejectedItems() ?? [])
            {
                using var json = JsonDocument.Parse(item.Item);
                var values = json.RootElement.GetProperty("fields");
                if (fields is null)
                {
                    fields = [.. values.EnumerateObject().Select(field => field.Name)];
                    await WriteLineAsync(
                            writer,
                            ["operation", .. fields, "reason", "error type", "status", "last tried"]
                        )
                        .ConfigureAwait(false);
                }
                await WriteLineAsync(writer, Cells(item, fields, values)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
            }
            if (fields is null)
            {
                await WriteLineAsync(writer, ["operation", "reason", "error type", "status", "last tried"])
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>A refused item as people read it: its value, or where it has several, each behind its field's name.</summary>
    public static string Words(RejectedItem item)
    {
        using var json = JsonDocument.Parse(item.Item);
        var fields = json.RootElement.GetProperty("fields").EnumerateObject().ToList();
        return fields is [var only]
            ? Text(only.Value) ?? ""
            : string.Join(", ", fields.Select(field => $"{field.Name}: {Text(field.Value)}"));
    }

    private static IEnumerable<string?> Cells(RejectedItem item, List<string> fields, JsonElement values)
    {
        yield return item.Operation == Operation.Remove ? "remove"
        : item.IsChange ? "change"
        : "add";
        foreach (var field in fields)
        {
            yield return values.TryGetProperty(field, out var value) ? Text(value) : null;
        }
        yield return item.Reason;
        yield return item.Type;
        yield return item.Status?.ToString(CultureInfo.InvariantCulture);
        yield return item.LastTried.ToString("u", CultureInfo.InvariantCulture);
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    private static Task WriteLineAsync(StreamWriter writer, IEnumerable<string?> cells) =>
        writer.WriteLineAsync(string.Join(',', cells.Select(SpreadsheetCell.Of)));

    // Null: it has not run yet.
    private async Task<StateDirectory?> OpenAsync(Asker asker, string syncId, CancellationToken cancellation)
    {
        asker.Require(Permission.SeeMembers);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.SyncOfAsync(asker, syncId, cancellation).ConfigureAwait(false);
        var state = Path.Combine(folder.Syncs, syncId);
        return File.Exists(SqliteLedger.FileIn(state)) ? StateDirectory.OpenForReading(state) : null;
    }
}
