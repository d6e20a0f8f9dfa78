using Rollcall.Core.Members;

namespace Rollcall.Sources.Samples;

/// <summary>Looks at the beginning of a source, and counts the whole of it.</summary>
public static class SampleReader
{
    /// <summary>Rows that a column's type, samples and share of values are told from.</summary>
    public const int RowsLookedAt = 10_000;

    /// <summary>The columns of a source, and its first rows.</summary>
    /// <param name="source">Of <see cref="CohortSource"/>.</param>
    /// <param name="rows">Rows to give.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public static SourceSample Sample(IMemberSource source, int rows, CancellationToken cancellation)
    {
        var names = ColumnNames.Of(source, cancellation);
        var sink = new SampleSink(names, rows);
        try
        {
            source.Read(names, [sink], cancellation).Dispose();
        }
        catch (SampleFullException)
        {
            // Enough was seen.
        }
        return sink.Result();
    }

    /// <summary>Counts a source's members, reading it to its proven end.</summary>
    /// <exception cref="SourceException">It cannot be read to its end.</exception>
    public static long Count(IMemberSource source, CancellationToken cancellation) => Count(source, [], cancellation);

    /// <summary>Reads every value of a source to its proven end: what comes through can be read by any mapping.</summary>
    /// <returns>How many members it has.</returns>
    /// <exception cref="SourceException">It cannot be read to its end.</exception>
    public static long ReadAll(IMemberSource source, CancellationToken cancellation) =>
        Count(source, ColumnNames.Of(source, cancellation), cancellation);

    private static long Count(IMemberSource source, IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var sinks = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, 2)).Select(_ => new CountSink()).ToArray();
        source.Read(columns, sinks, cancellation).Dispose();
        return sinks.Sum(sink => sink.Rows);
    }

    private sealed class CountSink : IMemberSink
    {
        public long Rows { get; private set; }

        public void Add(in MemberRow row) => Rows++;
    }

    private sealed class SampleSink(IReadOnlyList<string> names, int rows) : IMemberSink
    {
        private readonly ColumnTally[] _columns = [.. names.Select(name => new ColumnTally(name))];
        private readonly List<IReadOnlyList<string?>> _rows = [];
        private long _seen;

        public void Add(in MemberRow row)
        {
            var values = new string?[_columns.Length];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = _columns[index].Take(row[index]);
            }
            if (_rows.Count < rows)
            {
                _rows.Add(values);
            }
            if (++_seen >= RowsLookedAt)
            {
                throw new SampleFullException();
            }
        }

        public SourceSample Result() => new([.. _columns.Select(column => column.Result(_seen))], _rows, _seen);
    }

    /// <summary>Ends a reading that has seen enough.</summary>
    private sealed class SampleFullException : Exception;
}
