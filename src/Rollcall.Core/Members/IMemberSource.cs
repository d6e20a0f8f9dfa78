namespace Rollcall.Core.Members;

/// <summary>A cohort's members, read as a stream: a file, several, or a query.</summary>
public interface IMemberSource
{
    /// <summary>What the source is called in messages, such as the file's name.</summary>
    string Name { get; }

    /// <summary>
    /// Reads all members from the start to a proven end, each once, into any of the lanes. Which lane gets which member
    /// depends on chance; that a lane gets its members in ascending order of their places does not. What fails in a lane
    /// ends all of them, and of several failures the one that comes first in the source is thrown.
    /// </summary>
    /// <param name="columns">The user properties wanted, in the order of the slots given to <paramref name="lanes"/>.</param>
    /// <param name="lanes">Take the members; one at least. Each is used by one thread at a time, different ones at the same time. A source may use the first only.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>Finds members again by their places.</returns>
    /// <exception cref="SourceException">A column is missing, the source cannot be read, or it ends without proof that it is complete.</exception>
    IMemberPlaces Read(IReadOnlyList<string> columns, IReadOnlyList<IMemberSink> lanes, CancellationToken cancellation);

    /// <summary>
    /// Whether the source holds, byte for byte, what it held when it was read at another time. What it costs is reading
    /// the bytes, or as many as are the same at its start. False also where that cannot be told.
    /// </summary>
    /// <param name="content">Of <see cref="IMemberPlaces.Content"/>.</param>
    /// <param name="cancellation">Stops.</param>
    bool Holds(string content, CancellationToken cancellation) => false;
}

/// <summary>Takes a source's members.</summary>
public interface IMemberSink
{
    /// <summary>Takes one member.</summary>
    /// <param name="row">Only valid during the call.</param>
    void Add(in MemberRow row);

    /// <summary>Takes several members, in their order.</summary>
    /// <param name="rows">Only valid during the call.</param>
    void Add(in MemberRows rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            Add(rows[index]);
        }
    }
}

/// <summary>A source could not be read to its end.</summary>
/// <param name="message">What, where and what to do.</param>
/// <param name="isUsage">Whether the user asked for something that is not there (a missing file or column: exit code 2), rather than the source being cut short or broken (exit code 1).</param>
/// <param name="inner">The cause.</param>
public sealed class SourceException(string message, bool isUsage, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the user asked for something that is not there.</summary>
    public bool IsUsage { get; } = isUsage;
}
