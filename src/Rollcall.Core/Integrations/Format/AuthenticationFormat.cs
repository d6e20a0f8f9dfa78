using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>The keys of <c>authentication</c>.</summary>
internal static class AuthenticationFormat
{
    public static readonly ChoiceKind Methods = new("none", "basic", "header", "bearer", "custom")
    {
        Later = ["oauth2"],
    };

    public static readonly Key<int> Method = new(
        "method",
        Methods,
        "`none` sends nothing; `basic` sends `Authorization: Basic` with `$api_key` and `$api_secret` (which may be "
            + "left empty); `header` sends a header of your choice with `$api_key`; `bearer` sends "
            + "`Authorization: Bearer $bearer_token`; `custom` sends only what stands under `headers`."
    )
    {
        IsRequired = true,
        Example = "bearer",
    };

    public static readonly Key<ScalarNode> Token = new("token", TextKind.Template, "With `bearer`: the token.")
    {
        Default = "$bearer_token",
        Example = "$bearer_token",
    };

    public static readonly Key<ScalarNode> UserName = new("username", TextKind.Template, "With `basic`: the user name.")
    {
        Default = "$api_key",
        Example = "$api_key",
    };

    public static readonly Key<ScalarNode> Password = new(
        "password",
        TextKind.Template,
        "With `basic`: the password; `''` sends an empty one and asks for none."
    )
    {
        Default = "$api_secret",
        Example = "''",
    };

    public static readonly Key<ScalarNode> Name = new("name", TextKind.Filled, "With `header`: the header's name.")
    {
        Default = "Authorization",
        Example = "X-Api-Key",
    };

    public static readonly Key<ScalarNode> Value = new("value", TextKind.Template, "With `header`: its value.")
    {
        Default = "$api_key",
        Example = "App $api_key",
    };

    public static readonly Shape Shape = new(
        "authentication",
        "How requests prove who sends them. What a method asks for (`$bearer_token`, `$api_key`, `$api_secret`) "
            + "it declares itself; a custom field of the same variable sets its display name and place.",
        Method,
        Token,
        UserName,
        Password,
        Name,
        Value,
        new LaterKey("grant"),
        new LaterKey("clientAuth"),
        new LaterKey("tokenUrl"),
        new LaterKey("clientId"),
        new LaterKey("clientSecret"),
        new LaterKey("refreshToken"),
        new LaterKey("scope")
    );
}
