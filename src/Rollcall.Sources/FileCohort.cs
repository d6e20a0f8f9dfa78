using Rollcall.Core.Members;
using Rollcall.Sources.Delimited;
using Rollcall.Sources.Duck;
using Rollcall.Sources.Files;
using Rollcall.Sources.JsonLines;

namespace Rollcall.Sources;

/// <summary>Files that are one cohort, read one after the other.</summary>
/// <param name="files">One at least.</param>
/// <param name="memory">Bytes that DuckDB may hold, where it reads.</param>
/// <param name="bufferSize">Bytes of a text file read at once.</param>
internal sealed class FileCohort(
    IReadOnlyList<MemberFile> files,
    long memory = CohortSource.DefaultMemory,
    int bufferSize = FileCohort.DefaultBufferSize
) : IMemberSource
{
    /// <summary>Bytes read at once: large enough that the system call does not count, small enough for the caches.</summary>
    public const int DefaultBufferSize = 1 << 20;

    /// <summary>The files.</summary>
    public IReadOnlyList<MemberFile> Files => files;

    /// <inheritdoc/>
    public string Name =>
        files.Count switch
        {
            1 => files[0].Name,
            2 => $"{files[0].Name} and {files[1].Name}",
            _ => $"{files[0].Name} and {files.Count - 1} more files",
        };

    /// <inheritdoc/>
    public IMemberPlaces Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        var seen = new JsonColumns(columns);
        var places = new FilePlaces(files);
        try
        {
            for (var index = 0; index < files.Count; index++)
            {
                places.Add(index, Reader(index, seen).Read(columns, lanes, cancellation));
            }
            seen.Check(Name);
            return places;
        }
        catch
        {
            places.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Holds(string content, CancellationToken cancellation)
    {
        var known = content.Split('\n').Select(FileContent.Parse).ToList();
        return known.Count == files.Count
            && files.Zip(known).All(pair => pair.Second?.IsIn(pair.First, cancellation) is true);
    }

    private IMemberReader Reader(int index, JsonColumns seen) =>
        files[index].Kind.Format switch
        {
            FileFormat.Csv or FileFormat.Tsv => new DelimitedReader(files[index], index, bufferSize),
            FileFormat.JsonLines => new JsonLinesReader(files[index], index, bufferSize, seen),
            _ => new ParquetReader(files[index], index, memory),
        };
}
