using DuckDB.NET.Native;

namespace Rollcall.Sources.Duck;

/// <summary>
/// The rows of a running statement, a chunk of some thousand at a time, as they stand in DuckDB's own vectors. Every
/// column must be text or bytes, which DuckDB lays out alike.
/// </summary>
internal sealed unsafe class DuckRows : IDisposable
{
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private DuckDBString*[] _data = [];
    private ulong*[] _valid = [];

    /// <summary>Starts a statement; rows are made as they are fetched.</summary>
    /// <exception cref="DuckException">It failed.</exception>
    public DuckRows(DuckDBPreparedStatement statement)
    {
        if (!NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out _result).IsSuccess())
        {
            var error = NativeMethods.Query.DuckDBResultError(ref _result);
            Dispose();
            throw new DuckException(error);
        }
    }

    /// <summary>Rows in this chunk.</summary>
    public int Count { get; private set; }

    /// <summary>Fetches the next chunk.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DuckException">The statement failed on the way: what was fetched so far is not all.</exception>
    public bool Fetch()
    {
        _chunk?.Dispose();
        _chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
        if (_chunk.IsInvalid)
        {
            Count = 0;
            var error = NativeMethods.Query.DuckDBResultError(ref _result);
            return string.IsNullOrEmpty(error) ? false : throw new DuckException(error);
        }
        Count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        PointToVectors(_chunk);
        return Count > 0;
    }

    /// <summary>Whether a value is null.</summary>
    public bool IsNull(int row, int column)
    {
        var valid = _valid[column];
        return valid is not null && (valid[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>The bytes of a value that is not null, up to the next <see cref="Fetch"/>.</summary>
    public ReadOnlySpan<byte> Bytes(int row, int column)
    {
        var text = _data[column] + row;
        return new ReadOnlySpan<byte>(text->Data, text->Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunk?.Dispose();
        NativeMethods.Query.DuckDBDestroyResult(ref _result);
    }

    private void PointToVectors(DuckDBDataChunk chunk)
    {
        var columns = (int)NativeMethods.DataChunks.DuckDBDataChunkGetColumnCount(chunk);
        if (_data.Length != columns)
        {
            _data = new DuckDBString*[columns];
            _valid = new ulong*[columns];
        }
        for (var column = 0; column < columns; column++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
            _data[column] = (DuckDBString*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _valid[column] = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }
    }
}
