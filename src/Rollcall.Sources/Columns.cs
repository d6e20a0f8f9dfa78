using Rollcall.Core.Integrations;
using Rollcall.Core.Members;

namespace Rollcall.Sources;

/// <summary>The names of a file's columns.</summary>
internal sealed class Columns
{
    private const int Listed = 20;

    private readonly string _source;
    private readonly IReadOnlyList<string> _names;

    /// <summary>The columns of a source.</summary>
    /// <param name="source">Its name in messages.</param>
    /// <param name="names">The columns, in their order.</param>
    public Columns(string source, IReadOnlyList<string> names) => (_source, _names) = (source, names);

    /// <summary>Where the wanted columns stand.</summary>
    /// <param name="wanted">Names, exact.</param>
    /// <param name="hint">Added to the message when one is missing.</param>
    /// <exception cref="SourceException">One is missing, or there are two of its name.</exception>
    public int[] Find(IReadOnlyList<string> wanted, string hint = "")
    {
        var found = new int[wanted.Count];
        for (var index = 0; index < found.Length; index++)
        {
            found[index] = Find(wanted[index], hint);
        }
        return found;
    }

    /// <summary>The message for a column that is not there: names the nearest one and those that are.</summary>
    public static string Missing(string source, string wanted, IReadOnlyList<string> there, string hint = "")
    {
        var nearest = NearestName.Of(wanted, there);
        var suggestion = nearest is null ? "" : $" Did you mean \"{nearest}\"?";
        var listed = string.Join(", ", there.Take(Listed).Select(name => $"\"{name}\""));
        var more = there.Count > Listed ? $" and {there.Count - Listed} more" : "";
        return $"{source} has no column \"{wanted}\".{suggestion} It has {listed}{more}.{hint}";
    }

    private int Find(string wanted, string hint)
    {
        var found = -1;
        for (var index = 0; index < _names.Count; index++)
        {
            if (_names[index] == wanted)
            {
                found = found < 0 ? index : throw Twice(wanted);
            }
        }
        return found >= 0 ? found : throw new SourceException(Missing(_source, wanted, _names, hint), isUsage: true);
    }

    private SourceException Twice(string wanted) =>
        new(
            $"{_source} has two columns \"{wanted}\", and nothing tells which one is meant. Rename one.",
            isUsage: true
        );
}
