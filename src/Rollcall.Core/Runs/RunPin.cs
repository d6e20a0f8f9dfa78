using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>What a run is pinned to besides its cohort: the definition, what the customer gave, and the mapping.</summary>
internal static class RunPin
{
    /// <summary>A hash over all of it, keyed with the sync's seed.</summary>
    public static string Of(SyncRequest request, SyncRecord sync) =>
        AccountFingerprint.Keyed(
            string.Join(
                '\n',
                request
                    .Settings.Concat(request.Columns)
                    .Select(pair => $"{pair.Key}={pair.Value}")
                    .Order(StringComparer.Ordinal)
                    .Prepend(request.DefinitionText)
            ),
            sync.HashSeed
        );
}
