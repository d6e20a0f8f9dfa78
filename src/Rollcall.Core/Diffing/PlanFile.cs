using System.Text.Json.Serialization;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Diffing;

/// <summary>
/// The file of a plan: a header; blocks of up to 1,024 items of one lane each (entries, then their records); a footer
/// (JSON, then every lane's blocks as start position and offset); the footer's offset and the JSON's length; a hash
/// over everything before it.
/// </summary>
internal static class PlanFile
{
    public const int HeaderBytes = 16;
    public const int TrailerBytes = 12;
    public const int HashBytes = 16;

    /// <summary>Bytes of an entry: the key hash, and where its record ends in the block, with a bit for changed items.</summary>
    public const int EntryBytes = 20;

    public const uint ChangeBit = 1u << 31;
    public const int BlockItems = 1024;
    public const int BlockRecordBytes = 256 << 10;

    public static ReadOnlySpan<byte> Header => "RCPLAN\n\n\u0001\0\0\0\0\0\0\0"u8;

    public static string PathIn(string folder) => Path.Combine(folder, "plan");
}

/// <summary>The part of the footer that is JSON.</summary>
internal sealed record PlanFooter(ManifestLayout Layout, PlanSummary Summary, IReadOnlyList<PlanSection> Sections);

/// <summary>A part of a lane, in the lane's order.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Count">Items.</param>
/// <param name="Changes">Changed items among them.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="Sorted">Whether its items ascend by key hash.</param>
internal sealed record PlanSection(Lane Lane, long Count, long Changes, int Blocks, bool Sorted);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(PlanFooter))]
internal sealed partial class PlanJson : JsonSerializerContext;
