using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rollcall.Core.Members;
using Rollcall.Sources.JsonLines;
using Rollcall.Sources.Samples;
using SQLitePCL;

namespace Rollcall.Sources.Pushed;

/// <summary>Members that were pushed, as they are at the moment at which reading begins.</summary>
/// <param name="file">Of <see cref="PushedMembers"/>.</param>
internal sealed class PushedCohort(string file) : IMemberSource
{
    /// <inheritdoc/>
    public string Name => "The pushed members";

    /// <inheritdoc/>
    public IMemberPlaces Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        var seen = new JsonColumns(columns);
        var row = new JsonRow(seen);
        long number = 0;
        ForEach(json =>
        {
            if (++number % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            var bytes = row.Read(json);
            lanes[0].Add(new MemberRow(bytes, row.Slots, MemberPlace.OnLine(0, number), number, Name));
            return true;
        });
        seen.Check(Name);
        return new LinePlaces(Name);
    }

    /// <summary>The names of the properties in the first members.</summary>
    public IReadOnlyList<string> Columns(int members, int most)
    {
        var (names, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var seen = 0;
        ForEach(json =>
        {
            ColumnNames.AddNames(json, names, known, most);
            return ++seen < members;
        });
        return names;
    }

    private delegate bool Take(ReadOnlySpan<byte> json);

    private void ForEach(Take take)
    {
        try
        {
            using var connection = PushedMembers.Open(file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT row FROM members ORDER BY key";
            using var rows = command.ExecuteReader();
            // The statement's own bytes: the reader would make an array for each member.
            while (rows.Read() && take(raw.sqlite3_column_blob(rows.Handle!, 0))) { }
        }
        catch (Exception e) when (e is SqliteException or JsonException or InvalidOperationException)
        {
            throw new SourceException($"The pushed members cannot be read: {e.Message}", isUsage: false, e);
        }
    }
}
