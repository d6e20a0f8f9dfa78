using System.Globalization;

namespace Rollcall.Core.Integrations.Drafts;

/// <summary>The path of a value in a draft, such as <c>endpoints.createList.errors[0].status</c>: the name of its field in forms, messages and comments.</summary>
public static class DraftPath
{
    /// <summary>The path of a key's value.</summary>
    /// <param name="path">The path of the mapping; "" for the document.</param>
    /// <param name="key">The key. One that could be read as several stands in brackets and quotes.</param>
    public static string Key(string path, string key) =>
        key.Length == 0 || key.AsSpan().ContainsAny(".[]'") ? $"{path}['{key}']"
        : path.Length == 0 ? key
        : $"{path}.{key}";

    /// <summary>The path of a list's item.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="index">From 0.</param>
    public static string Item(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Whether a path is another one, or leads into it.</summary>
    public static bool IsWithin(string path, string outer) =>
        outer.Length == 0
        || (
            path.StartsWith(outer, StringComparison.Ordinal)
            && (path.Length == outer.Length || path[outer.Length] is '.' or '[')
        );
}
