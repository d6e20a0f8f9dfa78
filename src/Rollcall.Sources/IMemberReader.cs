using Rollcall.Core.Members;

namespace Rollcall.Sources;

/// <summary>Reads the members of one file.</summary>
internal interface IMemberReader
{
    /// <summary>As <see cref="IMemberSource.Read"/>.</summary>
    /// <returns>Reads them again; null where that is not possible, and places are lines.</returns>
    IRereadableFile? Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    );
}

/// <summary>A file whose members can be read again. Safe for use from several threads at once.</summary>
internal interface IRereadableFile : IDisposable
{
    /// <summary>The line, from 1, on which the member at an offset begins.</summary>
    long LineAt(long offset);

    /// <summary>Reads members again, all of this file.</summary>
    IMemberRereader OpenRereader();
}
