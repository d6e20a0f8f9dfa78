using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rollcall.Sandbox.Http;

/// <summary>How faults and rules stand in JSON.</summary>
internal static class SandboxJson
{
    /// <summary>By reflection: generated code would lose the defaults of what the JSON leaves out.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };
}
