using Rollcall.Core.Members;

namespace Rollcall.Sources.Duck;

/// <summary>Hands on the rows of chunks.</summary>
/// <param name="sink">Takes them.</param>
/// <param name="source">What the source is called in messages.</param>
internal sealed class DuckLane(IMemberSink sink, string source) : ILane<DuckChunk>
{
    /// <inheritdoc/>
    public void Take(DuckChunk piece) => sink.Add(piece.Rows(source));
}
