using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Duck;

/// <summary>Reads the members of a Parquet file.</summary>
/// <param name="file">The file.</param>
/// <param name="index">Its index among the source's files.</param>
/// <param name="memory">Bytes that DuckDB may hold.</param>
internal sealed class ParquetReader(MemberFile file, int index, long memory) : IMemberReader
{
    /// <inheritdoc/>
    public ReadFile Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        var stamp = FileStamp.Of(file);
        try
        {
            using var session = new DuckSession(memory);
            using var interruption = new DuckInterruption(session, cancellation);
            session.Execute("SET TimeZone = 'UTC'");
            new DuckQuery(session, Rows, file.Name, index).Read(columns, lanes, cancellation);
        }
        catch (DuckException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Broken(e);
        }
        var content = FileContent.Of(file, cancellation);
        stamp.CheckUnchanged(file);
        return new ReadFile(null, content);
    }

    /// <summary>The names of a file's columns.</summary>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public static IReadOnlyList<string> Columns(MemberFile file, CancellationToken cancellation)
    {
        var reader = new ParquetReader(file, 0, CohortSource.LeastMemory);
        try
        {
            using var session = new DuckSession(CohortSource.LeastMemory);
            using var interruption = new DuckInterruption(session, cancellation);
            return [.. new DuckQuery(session, reader.Rows, file.Name).Describe().Select(column => column.Name)];
        }
        catch (DuckException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw reader.Broken(e);
        }
    }

    private string Rows => $"SELECT * FROM read_parquet({Quoted(file.Path)}, hive_partitioning = false)";

    // A pattern's characters stand for themselves in brackets.
    private static string Quoted(string path)
    {
        var literal = string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));
        return $"'{literal.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private SourceException Broken(DuckException cause)
    {
        var what = cause.Message.Split('\n')[0].Replace(file.Path, file.Name, StringComparison.Ordinal);
        var cut =
            what.Contains("too small", StringComparison.Ordinal)
            || what.Contains("magic bytes", StringComparison.Ordinal);
        return new SourceException(
            cut
                ? $"{file.Name} is cut short, or no Parquet file: the directory that must stand at its end is not there. Get the file anew."
                : $"{file.Name} cannot be read as Parquet: {what}",
            isUsage: false,
            cause
        );
    }
}
