using System.Text.Json;

namespace Rollcall.Server.Api;

/// <summary>How values with names of ours are written in the API: <c>partially_succeeded</c>.</summary>
internal static class ApiWords
{
    /// <summary>The word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word.</summary>
    /// <param name="word">As it was given; null where nothing was.</param>
    /// <param name="field">The field's name, for the refusal.</param>
    /// <exception cref="Refusal">It is none of them.</exception>
    public static T Read<T>(string? word, string field)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
            {
                return value;
            }
        }
        var known = string.Join(", ", Enum.GetValues<T>().Select(Of));
        throw Refusal.Invalid(new FieldFault(field, $"{field} must be one of {known}."));
    }
}
