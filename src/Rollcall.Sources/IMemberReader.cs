using Rollcall.Core.Members;

namespace Rollcall.Sources;

/// <summary>Reads the members of one file or query.</summary>
internal interface IMemberReader
{
    /// <summary>As <see cref="IMemberSource.Read"/>.</summary>
    void Read(IReadOnlyList<string> columns, IMemberSink rows, CancellationToken cancellation);
}
