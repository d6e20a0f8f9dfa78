using System.Text.Json;
using Rollcall.Core.Members;
using Rollcall.Sources.Delimited;
using Rollcall.Sources.Duck;
using Rollcall.Sources.Files;
using Rollcall.Sources.Pushed;

namespace Rollcall.Sources.Samples;

/// <summary>Finds out which columns a source has.</summary>
internal static class ColumnNames
{
    // JSON names its columns row by row.
    private const int JsonRows = 1000;
    private const int MostColumns = 1000;

    /// <summary>The names, in their order.</summary>
    public static IReadOnlyList<string> Of(IMemberSource source, CancellationToken cancellation) =>
        source switch
        {
            FileCohort files => [.. files.Files.SelectMany(file => OfFile(file, cancellation)).Distinct()],
            ConfinedCohort query => [.. query.Columns(cancellation).Select(column => column.Name)],
            PushedCohort pushed => pushed.Columns(JsonRows, MostColumns),
            _ => throw new ArgumentException($"Nothing tells the columns of {source.Name}.", nameof(source)),
        };

    /// <summary>Adds the names of a JSON object's properties.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static void AddNames(ReadOnlySpan<byte> json, List<string> names, HashSet<string> known, int most)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.GetString() is { } name && names.Count < most && known.Add(name))
            {
                names.Add(name);
            }
            reader.Read();
            reader.Skip();
        }
    }

    private static IReadOnlyList<string> OfFile(MemberFile file, CancellationToken cancellation) =>
        file.Kind.Format switch
        {
            FileFormat.Csv or FileFormat.Tsv => OfDelimited(file),
            FileFormat.JsonLines => OfJsonLines(file),
            _ => ParquetReader.Columns(file, cancellation),
        };

    private static IReadOnlyList<string> OfDelimited(MemberFile file)
    {
        using var input = file.OpenText();
        var reader = new SegmentReader(input, file.Name, FileCohort.DefaultBufferSize, quotes: true);
        using var first = new TextSegment();
        var names = new DelimitedHeader(file).Read(reader, first);
        return [.. names.GroupBy(name => name).Where(same => same.Count() == 1).Select(same => same.Key)];
    }

    // Of the first segment only, which holds a thousand lines as a rule.
    private static List<string> OfJsonLines(MemberFile file)
    {
        using var input = file.OpenText();
        var reader = new SegmentReader(input, file.Name, FileCohort.DefaultBufferSize, quotes: false);
        using var segment = new TextSegment();
        reader.Next(segment);
        var (names, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var text = segment.Bytes.AsSpan(segment.Start, segment.End - segment.Start);
        for (var lines = 0; lines < JsonRows && !text.IsEmpty; lines++)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            text = end < 0 ? [] : text[(end + 1)..];
            if (!TryAddNames(line, names, known))
            {
                break;
            }
        }
        return names;
    }

    // False: the line is no object; reading the rows tells what is wrong with it, and where.
    private static bool TryAddNames(ReadOnlySpan<byte> line, List<string> names, HashSet<string> known)
    {
        try
        {
            AddNames(line.IsEmpty ? "{}"u8 : line, names, known, MostColumns);
            return true;
        }
        // InvalidOperationException: a name with half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
