using System.Text;
using Rollcall.Server.Spreadsheets;

namespace Rollcall.Server.Api;

/// <summary>A table as a CSV file that can be opened with a spreadsheet.</summary>
internal static class CsvAnswer
{
    /// <summary>Writes a table row by row.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="head">The columns' names.</param>
    /// <param name="rows">The rows. The first is asked for before the answer begins, so that what is refused is refused properly.</param>
    public static async Task WriteAsync(
        HttpContext http,
        string name,
        IEnumerable<string> head,
        IAsyncEnumerable<IEnumerable<string?>> rows
    )
    {
        await using var all = rows.GetAsyncEnumerator(http.RequestAborted);
        var more = await all.MoveNextAsync();
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await WriteLineAsync(http, head);
        for (; more; more = await all.MoveNextAsync())
        {
            await WriteLineAsync(http, all.Current);
        }
    }

    private static Task WriteLineAsync(HttpContext http, IEnumerable<string?> cells) =>
        http.Response.WriteAsync(
            $"{string.Join(',', cells.Select(SpreadsheetCell.Of))}\r\n",
            Encoding.UTF8,
            http.RequestAborted
        );
}
