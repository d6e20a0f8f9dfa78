using Rollcall.Core.Members;

namespace Rollcall.Sources.Duck;

/// <summary>Members that a query gives, which reads files.</summary>
/// <param name="sql">The query.</param>
/// <param name="memory">Bytes that DuckDB may hold.</param>
internal sealed class QueryCohort(string sql, long memory) : IMemberSource
{
    private static readonly string[] Mistakes =
    [
        "Parser Error",
        "Syntax Error",
        "Binder Error",
        "Catalog Error",
        "Missing Extension Error",
        "IO Error: No files found",
        "Invalid Input Error: Cannot prepare",
        "No statement",
        "Invalid Input Error: No statement",
    ];

    /// <inheritdoc/>
    public string Name => "The query";

    /// <inheritdoc/>
    public IMemberPlaces Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        try
        {
            using var session = new DuckSession(memory);
            using var interruption = new DuckInterruption(session, cancellation);
            session.Execute("SET TimeZone = 'UTC'");
            var files = new OpenedFiles(session);
            files.Watch();
            session.Execute("SET lock_configuration = true");
            // Alone first, so that DuckDB's lines and columns are those of the user's text.
            session.Prepare(sql).Dispose();
            new DuckQuery(session, sql, Name).Read(columns, lanes, cancellation);
            files.Check(cancellation);
            return new LinePlaces(Name);
        }
        catch (DuckException e)
        {
            cancellation.ThrowIfCancellationRequested();
            var mistake = Mistakes.Any(words => e.Message.StartsWith(words, StringComparison.Ordinal));
            throw new SourceException($"The query cannot be run: {e.Message}", mistake, e);
        }
    }
}
