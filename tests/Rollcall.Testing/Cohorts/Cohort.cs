using System.Text;

namespace Rollcall.Testing.Cohorts;

/// <summary>Made-up users, the same at every call: most are plain, some hold what breaks careless programs.</summary>
public static class Cohort
{
    /// <summary>User IDs by number.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="count">How many.</param>
    public static IEnumerable<string> Users(int from, int count) => Enumerable.Range(from, count).Select(User);

    /// <summary>The ID of one user: every tenth one holds a comma, a quote, non-ASCII text or an emoji.</summary>
    /// <param name="number">Its number.</param>
    public static string User(int number) =>
        (number % 50) switch
        {
            7 => $"user-{number:D7}, \"the {number % 13}th\"",
            17 => $"Zoë-{number:D7}-Öztürk",
            27 => $"用户-{number:D7}",
            37 => $"user {number:D7} 😀",
            47 => $"o'neil\\{number:D7}+tag@x.example",
            _ => $"user-{number:D7}@x.example",
        };

    /// <summary>Writes users as a CSV of one column, quoted where RFC 4180 asks for it.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="users">Their IDs.</param>
    /// <param name="column">The column's name.</param>
    public static void WriteCsv(string path, IEnumerable<string> users, string column = "user_id") =>
        WriteCsv(path, [column], users.Select(user => new[] { user }));

    /// <summary>Writes rows as a CSV, quoted where RFC 4180 asks for it.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="columns">The header.</param>
    /// <param name="rows">As many values as columns each.</param>
    public static void WriteCsv(string path, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\r\n" };
        csv.WriteLine(string.Join(',', columns.Select(Quoted)));
        foreach (var row in rows)
        {
            csv.WriteLine(string.Join(',', row.Select(Quoted)));
        }
    }

    private static string Quoted(string value) =>
        value.Length == 0 || value.AsSpan().ContainsAny("\",\r\n")
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
