namespace Rollcall.Server.SignIn;

/// <summary>The provider that people may sign in with: section <c>Rollcall:OpenIdConnect</c>.</summary>
public sealed class OpenIdConnectSettings
{
    /// <summary>What stands on the button: "Continue with NAME".</summary>
    public string Name { get; set; } = "single sign-on";

    /// <summary>The provider's address, where <c>/.well-known/openid-configuration</c> is. Empty, the default: there is none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What the provider knows Rollcall as.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What Rollcall proves that with. A secret: give it in the environment.</summary>
    public string ClientSecret { get; set; } = "";
}
