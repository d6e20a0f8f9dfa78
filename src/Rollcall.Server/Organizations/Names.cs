namespace Rollcall.Server.Organizations;

/// <summary>What the names that people give must be.</summary>
internal static class Names
{
    private const int Most = 100;

    /// <summary>What is wrong with a name, as a sentence; null: nothing.</summary>
    public static string? Fault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "Give a name."
        : name.Trim().Length > Most ? $"The name has {name.Trim().Length} characters; it may have {Most}."
        : UnseenFault(name);

    /// <summary>
    /// What is wrong with characters of a name that nobody sees; null: nothing. One that turns the direction of text would turn the
    /// words and the numbers behind the name too, wherever it is shown. Words in scripts from right to left need none.
    /// </summary>
    public static string? UnseenFault(string name) =>
        name.Any(char.IsControl) ? "The name holds a control character, such as a line break. Remove it."
        : name.Any(TurnsText)
            ? "The name holds an unseen character that turns the text behind it around. Type the name anew instead of pasting it."
        : null;

    /// <summary>What is wrong with an e-mail address; null: nothing.</summary>
    public static string? EmailFault(string? email) =>
        string.IsNullOrWhiteSpace(email) ? "Give an e-mail address."
        : email.Length > 254
        || !MimeKit.MailboxAddress.TryParse(email, out var parsed)
        || parsed.Address != email.Trim()
        || !email.Contains('@', StringComparison.Ordinal)
            ? $"\"{email}\" is no e-mail address. Give one such as ada@example.com."
        : null;

    private static bool TurnsText(char character) =>
        character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
