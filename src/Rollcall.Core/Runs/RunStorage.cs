using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Where a run's files are, and what a crash has left of the last one.</summary>
internal sealed class RunStorage(ISyncLedger ledger, TimeProvider time)
{
    /// <summary>For what is not to survive the process.</summary>
    public string TemporaryFolder => Path.Combine(ledger.Folder, "tmp");

    /// <summary>The folder of a run's plan.</summary>
    public string PlanFolder(RunRecord run) => Path.Combine(PlanFolders, run.PlanFolder);

    /// <summary>The folder of a run's plan, emptied of what a crash may have left there.</summary>
    public string NewPlanFolder(RunRecord run)
    {
        Delete(PlanFolder(run));
        return PlanFolder(run);
    }

    private string PlanFolders => Path.Combine(ledger.Folder, "runs");

    /// <summary>The sync after a crash: what was being sent may land until the settle time is over, counted from now.</summary>
    public SyncRecord AfterCrash(SyncRecord sync, InterruptedRun interrupted, TimeSpan settle)
    {
        var until = time.GetUtcNow() + settle;
        var operations = interrupted
            .Pieces.Where(piece => piece.Sending || piece.Ahead)
            .Select(piece => Lanes.OperationOf(piece.Lane))
            .ToHashSet();
        return sync with
        {
            AddsMayLandUntil = operations.Contains(Operation.Add) ? until : sync.AddsMayLandUntil,
            RemovesMayLandUntil = operations.Contains(Operation.Remove) ? until : sync.RemovesMayLandUntil,
        };
    }

    /// <summary>Deletes the membership files that no one needs: not the sync's, nor those of replaced lists that are kept for a while.</summary>
    public void SweepMemberships(SyncRecord? sync)
    {
        var retired = ledger.RetiredMemberships(time.GetUtcNow()).Select(list => list.Membership);
        Promotion.Sweep(ledger.Folder, retired.Append(sync?.Membership));
    }

    /// <summary>Deletes the plans of runs that have ended, and what was only temporary.</summary>
    public void DeleteAllBut(RunRecord? running)
    {
        Delete(TemporaryFolder);
        if (!Directory.Exists(PlanFolders))
        {
            return;
        }
        foreach (var folder in Directory.EnumerateDirectories(PlanFolders))
        {
            if (Path.GetFileName(folder) != running?.PlanFolder)
            {
                Delete(folder);
            }
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
