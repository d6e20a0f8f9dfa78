namespace Rollcall.Core.Integrations.Checks;

/// <summary>The variables that authentication methods ask for.</summary>
internal static class AuthenticationVariables
{
    private static readonly AuthenticationVariable[] All =
    [
        new("api_key", "API key", true, ["basic", "header"]),
        new("api_secret", "API secret", false, ["basic"]),
        new("bearer_token", "Bearer token", true, ["bearer"]),
        new("client_id", "Client ID", true, ["oauth2"]),
        new("client_secret", "Client secret", true, ["oauth2"]),
    ];

    /// <summary>The authentication variable of a name; null when it is none.</summary>
    public static AuthenticationVariable? Find(string name) => Array.Find(All, variable => variable.Name == name);

    /// <summary>The methods that declare a variable; none when it is no authentication variable.</summary>
    public static IReadOnlyList<string> MethodsOf(string name) => Find(name)?.Methods ?? [];

    /// <summary>What a method declares.</summary>
    public static IEnumerable<AuthenticationVariable> Of(string method) =>
        All.Where(variable => variable.Methods.Contains(method));
}

/// <summary>A variable that authentication methods ask for.</summary>
/// <param name="Name">Without the dollar sign.</param>
/// <param name="DisplayName">What the form calls it.</param>
/// <param name="Required">Whether a value must be given.</param>
/// <param name="Methods">The methods that declare it.</param>
internal sealed record AuthenticationVariable(
    string Name,
    string DisplayName,
    bool Required,
    IReadOnlyList<string> Methods
)
{
    /// <summary>The setting where no custom field says more.</summary>
    public CustomField Setting =>
        new()
        {
            Variable = Name,
            DisplayName = DisplayName,
            Type = CustomFieldType.Secret,
            Required = Required,
            IsSecret = true,
        };
}
