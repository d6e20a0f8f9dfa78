using System.Text.Json.Serialization;
using Rollcall.Sandbox.Faults;
using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox.Http;

/// <summary>How faults and rules stand in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(SandboxRules))]
internal sealed partial class SandboxJson : JsonSerializerContext;
