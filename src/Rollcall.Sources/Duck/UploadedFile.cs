using Rollcall.Sources.Files;

namespace Rollcall.Sources.Duck;

/// <summary>A file that a confined query may read, as a table.</summary>
/// <param name="Name">As people know it, such as <c>users.csv</c>: the table's name, also without its endings.</param>
/// <param name="Path">Where it stands.</param>
public sealed record UploadedFile(string Name, string Path)
{
    /// <summary>The name without the endings that say what the file is: <c>users</c>.</summary>
    internal string ShortName
    {
        get
        {
            var name = Name;
            foreach (var ending in (string[])[".gz", ".zst", ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"])
            {
                if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name.Length > ending.Length)
                {
                    name = name[..^ending.Length];
                }
            }
            return name;
        }
    }

    /// <summary>The endings that say what the file is, such as <c>.csv.gz</c>.</summary>
    public string Ending => Name[ShortName.Length..];

    /// <summary>The rows, in DuckDB's SQL. Text stays text: a guessed number would lose the zeros that an identifier begins with.</summary>
    internal string Rows =>
        FileKind.Of(Name).Format switch
        {
            FileFormat.Csv =>
                $"read_csv({Quoted(Path)}, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')",
            FileFormat.Tsv =>
                $"read_csv({Quoted(Path)}, header = true, all_varchar = true, delim = '\t', quote = '\"', escape = '\"')",
            FileFormat.JsonLines => $"read_json({Quoted(Path)}, format = 'newline_delimited')",
            _ => $"read_parquet({Quoted(Path)}, hive_partitioning = false)",
        };

    /// <summary>A text between single quotes.</summary>
    internal static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name between double quotes.</summary>
    internal static string QuotedName(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
