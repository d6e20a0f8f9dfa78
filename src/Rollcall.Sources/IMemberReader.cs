using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources;

/// <summary>Reads the members of one file.</summary>
internal interface IMemberReader
{
    /// <summary>As <see cref="IMemberSource.Read"/>.</summary>
    ReadFile Read(IReadOnlyList<string> columns, IReadOnlyList<IMemberSink> lanes, CancellationToken cancellation);
}

/// <summary>A file that was read to its end.</summary>
/// <param name="Again">Reads its members again; null where that is not possible, and places are lines.</param>
/// <param name="Content">What it held; null where it could not be recognized.</param>
internal sealed record ReadFile(IRereadableFile? Again, FileContent? Content);

/// <summary>A file whose members can be read again. Safe for use from several threads at once.</summary>
internal interface IRereadableFile : IDisposable
{
    /// <summary>The line, from 1, on which the member at an offset begins.</summary>
    long LineAt(long offset);

    /// <summary>Reads members again, all of this file.</summary>
    IMemberRereader OpenRereader();
}
