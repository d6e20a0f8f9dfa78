using Rollcall.Core.Members;

namespace Rollcall.Server.Syncs;

/// <summary>A source without members: everybody leaves.</summary>
internal sealed class NoMembers : IMemberSource
{
    /// <inheritdoc/>
    public string Name => "Nobody";

    /// <inheritdoc/>
    public IMemberPlaces Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    ) => new LinePlaces(Name);
}
