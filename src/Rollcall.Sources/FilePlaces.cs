using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources;

/// <summary>Finds the members of several files again.</summary>
/// <param name="files">The files, by index.</param>
internal sealed class FilePlaces(IReadOnlyList<MemberFile> files) : IMemberPlaces
{
    private readonly IRereadableFile?[] _read = new IRereadableFile?[files.Count];
    private readonly FileContent?[] _contents = new FileContent?[files.Count];

    /// <inheritdoc/>
    public string? Content =>
        Array.TrueForAll(_contents, content => content is not null)
            ? string.Join('\n', _contents.Select(content => content!.Write()))
            : null;

    /// <summary>Takes over what was read of a file.</summary>
    public void Add(int file, ReadFile read) => (_read[file], _contents[file]) = (read.Again, read.Content);

    /// <inheritdoc/>
    public MemberLine Locate(MemberPlace place) =>
        new(files[place.File].Name, place.CanReread ? _read[place.File]!.LineAt(place.Position) : place.Position);

    /// <inheritdoc/>
    public IMemberRereader OpenRereader() => new Rereader(_read);

    /// <inheritdoc/>
    public SourceException Changed(MemberPlace place) => FileStamp.Changed(files[place.File]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _read)
        {
            file?.Dispose();
        }
    }

    // Has one file at work at a time: places ascend, and there may be thousands of files.
    private sealed class Rereader(IRereadableFile?[] files) : IMemberRereader
    {
        private IMemberRereader? _open;
        private int _file = -1;

        public void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows)
        {
            while (!places.IsEmpty)
            {
                var count = 1;
                while (count < places.Length && places[count].File == places[0].File)
                {
                    count++;
                }
                Open(places[0].File).Read(places[..count], rows);
                places = places[count..];
            }
        }

        public void Dispose() => _open?.Dispose();

        private IMemberRereader Open(int file)
        {
            if (_open is null || file != _file)
            {
                _open?.Dispose();
                (_open, _file) = (files[file]!.OpenRereader(), file);
            }
            return _open;
        }
    }
}
