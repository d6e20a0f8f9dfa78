namespace Rollcall.Server.SignIn;

/// <summary>Where to go after signing in. Never to another site: such links are used for fraud.</summary>
internal static class LocalAddress
{
    /// <summary>The address if it is one of ours, else the start page.</summary>
    public static string Of(string? address) =>
        address is ['/', ..]
        && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.StartsWith("/\\", StringComparison.Ordinal)
        && !address.Any(char.IsControl)
            ? address
            : "/";
}
