namespace Rollcall.Storage.Database;

/// <summary>Names as they are compared where one may be given only once.</summary>
public static class NameKey
{
    /// <summary>A name as it is compared: case, and runs of spaces, do not count.</summary>
    public static string Of(string name) =>
        string.Join(' ', name.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ToUpperInvariant();
}
