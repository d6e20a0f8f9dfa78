using Rollcall.Core.Members;
using Rollcall.Sources.Duck;
using Rollcall.Sources.Files;
using Rollcall.Sources.Pushed;

namespace Rollcall.Sources;

/// <summary>Opens what a cohort's members are read from.</summary>
public static class CohortSource
{
    /// <summary>Bytes that DuckDB may hold while it reads Parquet or answers a query, unless said otherwise.</summary>
    public const long DefaultMemory = 256L << 20;

    /// <summary>Bytes below which DuckDB cannot even put aside what does not fit.</summary>
    public const long LeastMemory = 64L << 20;

    /// <summary>
    /// Files that are one cohort together, each of the format that the ending of its name says (CSV, TSV, JSON lines or
    /// Parquet; text also compressed as <c>.gz</c> or <c>.zst</c>). <c>-</c> is CSV from standard input; an ending behind
    /// it, as in <c>-.jsonl.gz</c>, says another format. Nothing is opened before it is read.
    /// </summary>
    /// <param name="paths">One at least.</param>
    /// <param name="standardInput">Opens standard input; null: the process's.</param>
    /// <param name="memory">Bytes that DuckDB may hold while it reads Parquet.</param>
    /// <exception cref="SourceException">A name says no known format, or standard input is given twice.</exception>
    public static IMemberSource FromFiles(
        IReadOnlyList<string> paths,
        Func<Stream>? standardInput = null,
        long memory = DefaultMemory
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count);
        var files = paths.Select(path => MemberFile.Of(path, standardInput ?? Console.OpenStandardInput)).ToList();
        if (files.Count(file => file.IsStandardInput) > 1)
        {
            throw new SourceException("Standard input can be read once only; give \"-\" once.", isUsage: true);
        }
        if (files.Count > MemberPlace.MaxFiles)
        {
            throw new SourceException(
                $"A cohort can have {MemberPlace.MaxFiles:N0} files at most; these are {files.Count:N0}. Join some.",
                isUsage: true
            );
        }
        return new FileCohort(files, memory);
    }

    /// <summary>
    /// What a query gives that reads files, in DuckDB's SQL: <c>SELECT id, email FROM 'users.parquet' WHERE active</c>.
    /// Relative paths start at the working directory. It may read any file that the process may, so it must come from
    /// the operator. What does not fit into memory is put into a temporary folder.
    /// </summary>
    /// <param name="sql">One statement that gives rows.</param>
    /// <param name="memory">Bytes that DuckDB may hold.</param>
    public static IMemberSource FromQuery(string sql, long memory = DefaultMemory) => new QueryCohort(sql, memory);

    /// <summary>An uploaded file, of the format that the ending of its name says.</summary>
    /// <param name="file">The file.</param>
    /// <param name="memory">Bytes that DuckDB may hold while it reads Parquet.</param>
    /// <exception cref="SourceException">The name says no known format.</exception>
    public static IMemberSource FromUpload(UploadedFile file, long memory = DefaultMemory) =>
        new FileCohort([MemberFile.Named(file.Name, file.Path)], memory);

    /// <summary>
    /// What a stranger's query gives, in DuckDB's SQL. It sees the given files as tables, <c>"users.csv"</c> or
    /// <c>users</c>, in which text stays text, and nothing else of this machine.
    /// </summary>
    /// <param name="sql">One statement that gives rows.</param>
    /// <param name="files">What it may read.</param>
    /// <param name="memory">Bytes that DuckDB may hold.</param>
    public static IMemberSource FromConfinedQuery(
        string sql,
        IReadOnlyList<UploadedFile> files,
        long memory = DefaultMemory
    ) => new ConfinedCohort(sql, files, memory);

    /// <summary>Members that were pushed.</summary>
    /// <param name="file">Of <see cref="PushedMembers"/>.</param>
    public static IMemberSource FromPushed(string file) => new PushedCohort(file);
}
