namespace Rollcall.Sources.Duck;

/// <summary>What DuckDB says is wrong.</summary>
/// <param name="message">Its words, with the place in the statement where it names one.</param>
internal sealed class DuckException(string message) : Exception(Tidy(message))
{
    private static string Tidy(string message) =>
        string.Join('\n', message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
}
