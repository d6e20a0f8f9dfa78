namespace Rollcall.Server.Organizations;

/// <summary>What names of organizations, projects, people and tokens must be.</summary>
internal static class Names
{
    private const int Most = 100;

    /// <summary>What is wrong with a name, as a sentence; null: nothing.</summary>
    public static string? Fault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "Give a name."
        : name.Trim().Length > Most ? $"The name has {name.Trim().Length} characters; it may have {Most}."
        : name.Any(char.IsControl) ? "The name holds a control character, such as a line break. Remove it."
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
}
