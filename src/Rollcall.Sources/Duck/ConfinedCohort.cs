using System.Text.RegularExpressions;
using Rollcall.Core.Members;

namespace Rollcall.Sources.Duck;

/// <summary>Members that a stranger's query gives. It sees the files that it is given, as tables, and nothing else: no other file, no network, no settings.</summary>
/// <param name="sql">The query.</param>
/// <param name="files">What it may read.</param>
/// <param name="memory">Bytes that DuckDB may hold.</param>
internal sealed class ConfinedCohort(string sql, IReadOnlyList<UploadedFile> files, long memory) : IMemberSource
{
    private static readonly string[] Mistakes =
    [
        "Parser Error",
        "Syntax Error",
        "Binder Error",
        "Catalog Error",
        "Conversion Error",
        "Missing Extension Error",
        "Permission Error",
        "Invalid Input Error",
        "No statement",
    ];

    /// <inheritdoc/>
    public string Name => "The query";

    /// <inheritdoc/>
    public IMemberPlaces Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    ) =>
        Ask(
            (session, opened) =>
            {
                new DuckQuery(session, sql, Name).Read(columns, lanes, cancellation);
                opened.Check(cancellation);
                return (IMemberPlaces)new LinePlaces(Name);
            },
            cancellation
        );

    /// <summary>The columns that it gives, with DuckDB's types.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns(CancellationToken cancellation) =>
        Ask((session, _) => new DuckQuery(session, sql, Name).Describe(), cancellation);

    private T Ask<T>(Func<DuckSession, OpenedFiles, T> ask, CancellationToken cancellation)
    {
        try
        {
            using var session = new DuckSession(memory);
            using var interruption = new DuckInterruption(session, cancellation);
            session.Execute("SET TimeZone = 'UTC'");
            var opened = new OpenedFiles(session);
            opened.Watch();
            Confine(session);
            // Alone first, so that DuckDB's lines and columns are those of the user's text.
            session.Prepare(sql).Dispose();
            return ask(session, opened);
        }
        catch (DuckException e)
        {
            cancellation.ThrowIfCancellationRequested();
            var mistake = Mistakes.Any(words => e.Message.StartsWith(words, StringComparison.Ordinal));
            throw new SourceException($"The query cannot be run: {WithoutPaths(e.Message)}", mistake, e);
        }
    }

    // A view looks at its file when it is made, so only those that the query may mean are.
    private void Confine(DuckSession session)
    {
        var meant = files.Where(file => sql.Contains(file.ShortName, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var file in meant)
        {
            session.Execute($"CREATE VIEW {UploadedFile.QuotedName(file.Name)} AS SELECT * FROM {file.Rows}");
            if (file.ShortName != file.Name && meant.Count(other => SameShortName(file, other)) == 1)
            {
                var full = UploadedFile.QuotedName(file.Name);
                session.Execute($"CREATE VIEW {UploadedFile.QuotedName(file.ShortName)} AS SELECT * FROM {full}");
            }
        }
        var allowed = string.Join(", ", meant.Select(file => UploadedFile.Quoted(file.Path)));
        session.Execute($"SET allowed_paths = [{allowed}]");
        session.Execute("SET enable_external_access = false");
        session.Execute("SET lock_configuration = true");
    }

    private static bool SameShortName(UploadedFile one, UploadedFile other) =>
        one.ShortName.Equals(other.ShortName, StringComparison.OrdinalIgnoreCase)
        || one.ShortName.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    // Where the server keeps files is nobody's business; DuckDB may also cut a path short.
    private string WithoutPaths(string message)
    {
        foreach (var file in files)
        {
            message = message.Replace(file.Path, file.Name, StringComparison.Ordinal);
        }
        foreach (var root in files.Select(file => Path.GetDirectoryName(Path.GetDirectoryName(file.Path))).Distinct())
        {
            message = string.IsNullOrEmpty(root)
                ? message
                : Regex.Replace(message, $"{Regex.Escape(root)}[^'\"\n]*", "…");
        }
        return message;
    }
}
