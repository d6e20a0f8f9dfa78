using System.Text;
using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Duck;

/// <summary>
/// The files that a query opened. DuckDB takes a compressed file that is cut short for a shorter one, so each of them is
/// decompressed once more after the query, to its proven end.
/// </summary>
/// <param name="session">Where the query runs.</param>
internal sealed class OpenedFiles(DuckSession session)
{
    /// <summary>Notes files from now on.</summary>
    public void Watch() => session.Execute("CALL enable_logging('FileSystem', storage = 'memory')");

    /// <summary>Checks the compressed ones.</summary>
    /// <exception cref="SourceException">One is cut short or damaged.</exception>
    public void Check(CancellationToken cancellation)
    {
        foreach (var path in Paths())
        {
            if (MemberFile.OfCompressed(path) is { } file)
            {
                ReadToEnd(file, cancellation);
            }
        }
    }

    private static void ReadToEnd(MemberFile file, CancellationToken cancellation)
    {
        using var input = file.OpenText();
        var buffer = new byte[1 << 18];
        while (input.Read(buffer) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private List<string> Paths()
    {
        using var statement = session.Prepare(
            "SELECT DISTINCT path FROM duckdb_logs_parsed('FileSystem') WHERE op = 'OPEN'"
        );
        using var rows = new DuckRows(statement);
        var paths = new List<string>();
        while (rows.Fetch())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                paths.Add(Encoding.UTF8.GetString(rows.Bytes(row, 0)));
            }
        }
        return paths;
    }
}
