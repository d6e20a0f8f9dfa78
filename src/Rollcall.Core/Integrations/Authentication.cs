using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations;

/// <summary>How requests authenticate. What it asks for (<c>$bearer_token</c>, <c>$api_key</c> …) is declared by the method.</summary>
/// <param name="Method">The method.</param>
public sealed record Authentication(AuthenticationMethod Method)
{
    /// <summary>The header that the method sets and the template of its value: <c>Authorization: Bearer $bearer_token</c>; null for none, basic and custom.</summary>
    public NamedTemplate? Header { get; init; }

    /// <summary>For <see cref="AuthenticationMethod.Basic"/>: the user name, encoded with the password into <c>Authorization: Basic …</c>.</summary>
    public Template? UserName { get; init; }

    /// <summary>For <see cref="AuthenticationMethod.Basic"/>: the password; null stands for an empty one.</summary>
    public Template? Password { get; init; }
}

/// <summary>The ways to authenticate.</summary>
public enum AuthenticationMethod
{
    /// <summary>Nothing is sent.</summary>
    None,

    /// <summary><c>Authorization: Basic</c> with <c>$api_key</c> and <c>$api_secret</c>.</summary>
    Basic,

    /// <summary>A header of the partner's choice with <c>$api_key</c>.</summary>
    Header,

    /// <summary><c>Authorization: Bearer $bearer_token</c>.</summary>
    Bearer,

    /// <summary>Only what stands under <c>headers</c>.</summary>
    Custom,
}
