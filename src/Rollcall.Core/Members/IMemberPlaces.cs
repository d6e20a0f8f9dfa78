namespace Rollcall.Core.Members;

/// <summary>Finds members again by the places at which they were read. Safe for use from several threads at once.</summary>
public interface IMemberPlaces : IDisposable
{
    /// <summary>What was read, for <see cref="IMemberSource.Holds"/> of a later run; null: it could not be recognized.</summary>
    string? Content => null;

    /// <summary>The file and line of a member, for messages. Not for every member: it may have to read.</summary>
    /// <exception cref="SourceException">The source changed since it was read.</exception>
    MemberLine Locate(MemberPlace place);

    /// <summary>Reads members again whose places allow it.</summary>
    IMemberRereader OpenRereader();

    /// <summary>What is thrown when a member is not found again as it was.</summary>
    SourceException Changed(MemberPlace place);
}

/// <summary>Reads members again. For one thread at a time; several can be open.</summary>
public interface IMemberRereader : IDisposable
{
    /// <summary>Gives members again, with the columns with which they were read.</summary>
    /// <param name="places">Ascending, and all with <see cref="MemberPlace.CanReread"/>. Many at once are read faster: those that are near each other in one go.</param>
    /// <param name="rows">Takes the members, in the same order.</param>
    /// <exception cref="SourceException">The source cannot be read, or changed since it was read.</exception>
    void Read(ReadOnlySpan<MemberPlace> places, IMemberSink rows);
}

/// <summary>Where a member stands, for people.</summary>
/// <param name="Source">The file.</param>
/// <param name="Line">The line or row, from 1.</param>
public readonly record struct MemberLine(string Source, long Line);
