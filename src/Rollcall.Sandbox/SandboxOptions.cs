using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox;

/// <summary>How a sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 (the default): a free one.</summary>
    public int Port { get; init; }

    /// <summary>The bearer token that requests must carry; null (the default): none.</summary>
    public string? BearerToken { get; init; }

    /// <summary>The key that requests must carry in <c>X-Api-Key</c>, or as the user name of basic authentication; null (the default): none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What is accepted at the start.</summary>
    public SandboxRules Rules { get; init; } = new();

    /// <summary>Decides what faults with a rate hit; equal seeds and equal requests give equal faults. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many bytes of each body the log keeps; default 64 KiB. Hash and length always cover the whole body.</summary>
    public int KeepBodyBytes { get; init; } = 64 << 10;

    /// <summary>A file that every log event is appended to as a JSON line; null (the default): none.</summary>
    public string? LogFile { get; init; }

    /// <summary>The certificate to serve HTTPS with; default: plain HTTP.</summary>
    public SandboxCertificate Certificate { get; init; }

    /// <summary>Measures arrival and delays; default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
