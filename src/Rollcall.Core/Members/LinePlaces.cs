namespace Rollcall.Core.Members;

/// <summary>The places of a source that cannot be read twice: lines, and nothing to read again.</summary>
/// <param name="sources">The names of its files, by index.</param>
public sealed class LinePlaces(params IReadOnlyList<string> sources) : IMemberPlaces
{
    /// <inheritdoc/>
    public string? Content { get; init; }

    /// <inheritdoc/>
    public MemberLine Locate(MemberPlace place) => new(sources[place.File], place.Position);

    /// <inheritdoc/>
    public IMemberRereader OpenRereader() => throw new NotSupportedException("No member of this source can be reread.");

    /// <inheritdoc/>
    public SourceException Changed(MemberPlace place) =>
        new($"{sources[place.File]} changed while it was read. Run again.", isUsage: false);

    /// <inheritdoc/>
    public void Dispose() { }
}
