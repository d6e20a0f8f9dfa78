using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources;

/// <summary>Finds the members of several files again.</summary>
/// <param name="files">The files, by index.</param>
internal sealed class FilePlaces(IReadOnlyList<MemberFile> files) : IMemberPlaces
{
    private readonly IRereadableFile?[] _read = new IRereadableFile?[files.Count];

    /// <summary>Takes over what reads a file again.</summary>
    public void Add(int file, IRereadableFile? read) => _read[file] = read;

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

    private sealed class Rereader(IRereadableFile?[] files) : IMemberRereader
    {
        private readonly IMemberRereader?[] _open = new IMemberRereader?[files.Length];

        public void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows)
        {
            while (!places.IsEmpty)
            {
                var file = places[0].File;
                var count = places.Length;
                if (places[^1].File != file)
                {
                    count = 1;
                    while (places[count].File == file)
                    {
                        count++;
                    }
                }
                (_open[file] ??= files[file]!.OpenRereader()).Read(places[..count], rows);
                places = places[count..];
            }
        }

        public void Dispose()
        {
            foreach (var rereader in _open)
            {
                rereader?.Dispose();
            }
        }
    }
}
