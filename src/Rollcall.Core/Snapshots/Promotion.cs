using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Snapshots;

/// <summary>Writes the next acknowledged membership: the old one and what was acknowledged or came in doubt since, never "the cohort".</summary>
public static class Promotion
{
    /// <summary>Writes and flushes the files (and their folders) of the next membership; they count only once the ledger has swapped the manifest.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="membership">The baseline that the plan was made against.</param>
    /// <param name="plan">What was to be done.</param>
    /// <param name="outcomes">What came of it.</param>
    /// <param name="settings">Which marks stay.</param>
    /// <param name="cancellation">Stops; nothing was promoted.</param>
    /// <returns>The next manifest; where nothing is different the baseline's, and no file was written.</returns>
    /// <exception cref="DamagedStateException">The baseline or the plan is damaged.</exception>
    /// <exception cref="IOException">The files cannot be written: the disk is full, say. Nothing was promoted.</exception>
    public static MembershipManifest Write(
        string stateFolder,
        Membership membership,
        Plan plan,
        IPlanOutcomes outcomes,
        PromotionSettings settings,
        CancellationToken cancellation
    )
    {
        var firstTaken = Compaction.FirstTaken(membership.Manifest, Lanes.All.Sum(lane => Changes(outcomes, lane)));
        // What is taken in from other generations brings its records along: they are copied, all into one file.
        var mayAdopt =
            firstTaken == membership.Manifest.Generations.Count
            && PlanAdoption.IsWorthIt(plan, AddLanes.Sum(lane => Changes(outcomes, lane)));
        using var stream = new OutcomeStream(
            plan,
            outcomes,
            membership.Manifest.Generations.Any(generation => (generation.Marks & Standing.BackMark) != 0),
            Path.Combine(stateFolder, "spill")
        );
        using var writer = new GenerationWriter(stateFolder, mayAdopt ? plan : null);
        var pass = new PromotionPass(membership, plan.Layout, stream, settings, writer, firstTaken);
        pass.Run(cancellation);
        if (!pass.HasChanged)
        {
            return membership.Manifest.ToManifest();
        }
        return pass.Manifest(writer.Entries > 0 ? writer.Complete() : null).ToManifest();
    }

    /// <summary>Deletes membership files that no manifest names: what a crash or an older generation left.</summary>
    /// <param name="stateFolder">The state directory.</param>
    /// <param name="kept">The current manifest and those of memberships that are kept for a while (<see cref="Storage.RetiredMembership"/>); null ones name nothing.</param>
    /// <exception cref="DamagedStateException">A manifest cannot be read; nothing was deleted.</exception>
    public static void Sweep(string stateFolder, params IEnumerable<MembershipManifest?> kept)
    {
        var folder = MembershipFiles.Folder(stateFolder);
        var named = kept.OfType<MembershipManifest>()
            .SelectMany(manifest => ManifestDocument.Parse(manifest).Generations)
            .SelectMany(generation =>
                new[]
                {
                    MembershipFiles.IndexPath(folder, generation.Index),
                    MembershipFiles.RecordsPath(folder, generation.Records),
                }
            )
            .ToHashSet(StringComparer.Ordinal);
        foreach (var path in MembershipFiles.All(folder).ToList())
        {
            if (!named.Contains(path))
            {
                File.Delete(path);
            }
        }
    }

    private static IEnumerable<Lane> AddLanes => Lanes.All.Where(lane => Lanes.OperationOf(lane) == Operation.Add);

    /// <summary>Items of a lane that are written, at least.</summary>
    private static long Changes(IPlanOutcomes outcomes, Lane lane) =>
        outcomes
            .Of(lane)
            .Where(range => range.Outcome is Outcome.Acknowledged or Outcome.InDoubt || range.MayLand)
            .Sum(range => range.Count);
}

/// <summary>Which marks of the baseline stay.</summary>
/// <param name="AddsMayLand">Unanswered adds from before this run may still land.</param>
/// <param name="RemovesMayLand">Unanswered removes from before this run may still land.</param>
public sealed record PromotionSettings(bool AddsMayLand, bool RemovesMayLand);
