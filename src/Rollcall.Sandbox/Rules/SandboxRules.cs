namespace Rollcall.Sandbox.Rules;

/// <summary>What the sandbox accepts. Immutable: give <see cref="SandboxServer.Rules"/> another one to change it while the server runs.</summary>
public sealed record SandboxRules
{
    /// <summary>Users that are refused when they are added, or a property is set to true; empty by default.</summary>
    public IReadOnlyCollection<string> RefusedUsers { get; init; } = [];

    /// <summary>Users whose removal is refused, or a property set to false; empty by default.</summary>
    public IReadOnlyCollection<string> RefusedRemovals { get; init; } = [];

    /// <summary>How a refusal is told; default: the whole request with status 400.</summary>
    public RefusalShape Refusal { get; init; }

    /// <summary>Most items of a request, 413 above; null (the default) for any number.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Most bytes of a body after decompression, 413 above; default 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>Most lists, above which a creation is refused with 400 and <c>"error_code": 1000</c>; null (the default) for any number.</summary>
    public int? MaxLists { get; init; }

    /// <summary>
    /// Whether requests for one member are answered 409 when an added one is there already, 404 when a removed one is
    /// not; default false: both succeed.
    /// </summary>
    public bool StrictMembers { get; init; }
}
