using System.Text.Json;
using System.Text.Json.Serialization;
using Rollcall.Core.Members;

namespace Rollcall.Core.Snapshots;

/// <summary>What a manifest's text says.</summary>
internal sealed record ManifestDocument
{
    public const int CurrentVersion = 2;

    public required int Version { get; init; }

    public required long Present { get; init; }

    public required long InDoubt { get; init; }

    public required IReadOnlyList<ManifestLayout> Layouts { get; init; }

    /// <summary>The base first; each further one holds what is newer than those before it.</summary>
    public required IReadOnlyList<ManifestGeneration> Generations { get; init; }

    /// <summary>Nobody is there yet.</summary>
    public static ManifestDocument Empty { get; } =
        new()
        {
            Version = CurrentVersion,
            Present = 0,
            InDoubt = 0,
            Layouts = [],
            Generations = [],
        };

    public MembershipManifest ToManifest() =>
        new(JsonSerializer.Serialize(this, ManifestJson.Default.ManifestDocument));

    /// <exception cref="DamagedStateException">It is no manifest, or one of another version.</exception>
    public static ManifestDocument Parse(MembershipManifest manifest)
    {
        try
        {
            // The version first: of a newer one the rest cannot be told from damage.
            var version = VersionOf(manifest.Text);
            if (version != CurrentVersion)
            {
                throw Damaged($"has format {version}, and this version of Rollcall reads {CurrentVersion}", null);
            }
            var document = JsonSerializer.Deserialize(manifest.Text, ManifestJson.Default.ManifestDocument)!;
            if (document.Generations.Count == 0 && document.Present + document.InDoubt != 0)
            {
                throw Damaged("counts items and names no files", null);
            }
            return document.Generations.All(generation => generation.IsPossible)
                ? document
                : throw Damaged("counts less than nothing", null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Damaged("is damaged", exception);
        }
    }

    private static int VersionOf(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("version", out var version)
            ? version.GetInt32()
            : throw new JsonException("It has no version.");
    }

    private static DamagedStateException Damaged(string what, Exception? inner) =>
        new(
            $"The manifest of the acknowledged membership {what}. Restore the state directory from a backup, use the version of Rollcall that wrote it, or begin with an empty state directory: the whole cohort is sent then, and who has left since stays.",
            inner
        );
}

/// <summary>A layout that records have.</summary>
internal sealed record ManifestLayout(IReadOnlyList<string> Fields, IReadOnlyList<int> Key)
{
    public ItemLayout ToLayout() => new(Fields, Key);

    public static ManifestLayout Of(ItemLayout layout) => new(layout.Fields, layout.KeyIndexes);
}

/// <summary>An index file and the records that came with it. Files are named by hashes.</summary>
/// <param name="Entries">Of the index.</param>
/// <param name="Index">The hash of the index file's table.</param>
/// <param name="Records">The records file's hash; empty when the generation brought no records.</param>
/// <param name="RecordBytes">The records file's length.</param>
/// <param name="LongestRecord">Bytes of the longest record in it.</param>
/// <param name="IsPlan">The records file is the plan of the run that brought them.</param>
/// <param name="Marks">The marks of its entries that still count (<see cref="Standing.Marks"/>): so a mark fades from all of them without a byte of them being written anew.</param>
internal sealed record ManifestGeneration(
    long Entries,
    string Index,
    string Records,
    long RecordBytes,
    int LongestRecord,
    bool IsPlan,
    ulong Marks
)
{
    // Bounds what a damaged manifest can make anybody allocate.
    private const long MostEntries = 1L << 40;

    [JsonIgnore]
    public bool IsPossible => Entries is > 0 and < MostEntries && RecordBytes >= 0 && LongestRecord >= 0;

    /// <summary>The same once a run has ended.</summary>
    /// <param name="settings">Which marks stay.</param>
    public ManifestGeneration Fade(PromotionSettings settings) =>
        this with
        {
            Marks =
                Marks
                & ~Standing.BackMark
                & (settings.AddsMayLand ? ulong.MaxValue : ~Standing.AddMarks)
                & (settings.RemovesMayLand ? ulong.MaxValue : ~Standing.RemoveMark),
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ManifestDocument))]
internal sealed partial class ManifestJson : JsonSerializerContext;
