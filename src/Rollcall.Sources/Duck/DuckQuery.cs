using System.Globalization;
using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Duck;

/// <summary>A query whose wanted columns are read as fields.</summary>
/// <param name="session">Where it runs.</param>
/// <param name="sql">One SELECT, or what DuckDB takes in its place.</param>
/// <param name="source">What it is called in messages.</param>
/// <param name="file">The index of the file that it reads among the source's.</param>
internal sealed class DuckQuery(DuckSession session, string sql, string source, int file = 0)
{
    // On lines of its own, so that a comment at its end ends there. A semicolon is allowed at the end of a statement, not of a part of one.
    private readonly string _part = $"(\n{sql.TrimEnd().TrimEnd(';')}\n)";

    /// <summary>Reads its rows.</summary>
    /// <param name="columns">The wanted columns.</param>
    /// <param name="lanes">Take them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DuckException">DuckDB cannot run it to its end.</exception>
    /// <exception cref="SourceException">A column is missing.</exception>
    public void Read(IReadOnlyList<string> columns, IReadOnlyList<IMemberSink> lanes, CancellationToken cancellation)
    {
        var types = Describe();
        var wanted = new Columns(source, [.. types.Select(column => column.Name)]).Find(columns);
        var picked = wanted.Select(index => DuckColumn.Of(types[index].Type)).ToArray();
        using var statement = session.Prepare(Projection(wanted, picked, types.Count));
        using var rows = new DuckRows(statement);
        var reader = new DuckChunkReader(rows, [.. picked.Select(column => column.Shape)], file, cancellation);
        using var first = new DuckChunk();
        if (reader.Next(first))
        {
            var crew = lanes.Select(lane => new DuckLane(lane, source)).ToList();
            new LaneCrew<DuckChunk>(reader.Next, crew).Run(first, isOnly: false);
        }
    }

    /// <summary>Its columns, with DuckDB's types.</summary>
    /// <exception cref="DuckException">DuckDB cannot tell.</exception>
    public IReadOnlyList<(string Name, string Type)> Describe()
    {
        using var statement = session.Prepare($"SELECT column_name, column_type FROM (DESCRIBE {_part})");
        using var rows = new DuckRows(statement);
        var columns = new List<(string, string)>();
        while (rows.Fetch())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                columns.Add((Encoding.UTF8.GetString(rows.Bytes(row, 0)), Encoding.UTF8.GetString(rows.Bytes(row, 1))));
            }
        }
        return columns;
    }

    // Columns get names of ours: DuckDB takes "id" and "ID" for one, and a query may give the same name twice.
    private string Projection(int[] wanted, DuckColumn[] picked, int count)
    {
        var names = string.Join(", ", Enumerable.Range(0, count).Select(index => $"c{index}"));
        var fields = wanted.Select(
            (index, at) => string.Format(CultureInfo.InvariantCulture, picked[at].Expression, $"c{index}")
        );
        var list = wanted.Length == 0 ? "''" : string.Join(", ", fields);
        return $"SELECT {list} FROM {_part} AS members({names})";
    }
}
