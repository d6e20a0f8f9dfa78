using Rollcall.Cluster.Syncs;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Syncs;

/// <summary>What a run is of, as the database had it when it began.</summary>
internal sealed record RunInput(Sync Sync, SyncRun Run, Cohort Cohort, RunOrder Order);
