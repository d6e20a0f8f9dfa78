using System.Text.Json;
using System.Text.Json.Serialization;
using Rollcall.Core.Storage;

namespace Rollcall.Storage.Sqlite;

/// <summary>Records that the ledger keeps whole, as JSON: what is asked of them is always all of them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SyncRecord))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    public static SyncRecord ReadSync(string json) => JsonSerializer.Deserialize(json, Default.SyncRecord)!;

    public static RunRecord ReadRun(string json) => JsonSerializer.Deserialize(json, Default.RunRecord)!;

    public static string Write(SyncRecord record) => JsonSerializer.Serialize(record, Default.SyncRecord);

    public static string Write(RunRecord record) => JsonSerializer.Serialize(record, Default.RunRecord);
}
