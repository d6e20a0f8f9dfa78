using System.Text.Json;
using System.Text.Json.Serialization;
using Rollcall.Cluster.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>An order for a run as the database keeps it.</summary>
[JsonSerializable(typeof(RunOrder))]
internal sealed partial class OrderJson : JsonSerializerContext
{
    /// <summary>Writes an order.</summary>
    public static string Write(RunOrder order) => JsonSerializer.Serialize(order, Default.RunOrder);

    /// <summary>Reads an order.</summary>
    public static RunOrder Read(string json) => JsonSerializer.Deserialize(json, Default.RunOrder)!;
}
