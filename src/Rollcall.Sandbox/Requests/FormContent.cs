using System.Text;

namespace Rollcall.Sandbox.Requests;

/// <summary>Reads form-encoded bodies.</summary>
internal static class FormContent
{
    /// <summary>The decoded value of a field.</summary>
    /// <exception cref="InvalidContentException">It is absent or empty.</exception>
    public static string Value(ReadOnlySpan<byte> body, string field)
    {
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && Decode(pair[..equals]) == field && equals + 1 < pair.Length)
            {
                return Decode(pair[(equals + 1)..]);
            }
        }
        throw new InvalidContentException($"The form has no field {field}.");
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
