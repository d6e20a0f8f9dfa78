using Rollcall.Core.Diffing;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Snapshots;

/// <summary>A state folder that is kept by runs in which everything is acknowledged, unless a test says otherwise.</summary>
internal sealed class MembershipWorld : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int _runs;

    public TemporaryFolder Folder { get; } = new();

    public MembershipManifest? Manifest { get; set; }

    public ItemLayout Layout { get; set; } = Items.Layout;

    /// <summary>The fields that a removal holds; null: any.</summary>
    public IReadOnlySet<string>? RemovalFields { get; set; }

    public string[] Files => [.. Directory.GetFiles(Path.Combine(Folder, "membership")).Order(StringComparer.Ordinal)];

    public DiffSettings Settings =>
        new()
        {
            Layout = Layout,
            RemovalFields = RemovalFields,
            HashSeed = Items.Seed,
            Now = Now,
            WhyNot = (_, _) => null,
        };

    /// <summary>The folder of the last run's plan.</summary>
    public string PlanFolder => Path.Combine(Folder, $"run-{_runs}");

    public PlanSummary Run(
        IEnumerable<byte[]> cohort,
        Outcome outcome = Outcome.Acknowledged,
        DiffSettings? settings = null
    ) => Run(cohort, (_, _) => outcome, settings);

    public PlanSummary Run(IEnumerable<byte[]> cohort, Func<Plan, Lane, Outcome> outcome, DiffSettings? settings = null)
    {
        using var membership = Membership.Open(Folder, Manifest);
        using var plan = Plan(membership, cohort, settings);
        Manifest = Promote(membership, plan, outcome);
        return plan.Summary;
    }

    /// <summary>Plans a run.</summary>
    public Plan Plan(Membership membership, IEnumerable<byte[]> cohort, DiffSettings? settings = null)
    {
        using var wanted = Items.Snapshot(Folder, Layout, cohort);
        _runs++;
        Differ.Write(wanted, membership, new NoRejections(), settings ?? Settings, PlanFolder, CancellationToken.None);
        return Core.Diffing.Plan.Open(PlanFolder);
    }

    /// <summary>Promotes what came of a plan; the world's manifest is the one before until it is set.</summary>
    public MembershipManifest Promote(Membership membership, Plan plan, Func<Plan, Lane, Outcome> outcome) =>
        Promote(membership, plan, new Same(plan, outcome));

    /// <summary>Promotes what came of a plan.</summary>
    public MembershipManifest Promote(Membership membership, Plan plan, IPlanOutcomes outcomes) =>
        Promotion.Write(
            Folder,
            membership,
            plan,
            outcomes,
            new PromotionSettings(false, false),
            CancellationToken.None
        );

    /// <summary>The fields of all that are present or in doubt, in no particular order.</summary>
    public List<string> Members()
    {
        using var membership = Membership.Open(Folder, Manifest);
        var members = new List<string>();
        membership.ForEach(
            (_, record, layout) => members.Add(string.Join(",", Items.Fields(record, layout.Fields.Count)))
        );
        Assert.Equal(members.Count, membership.Present + membership.InDoubt);
        return [.. members.Order(StringComparer.Ordinal)];
    }

    public void Dispose() => Folder.Dispose();

    public sealed class NoRejections : IRejections
    {
        public IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) => [];
    }

    private sealed class Same(Plan plan, Func<Plan, Lane, Outcome> outcome) : IPlanOutcomes
    {
        public IEnumerable<OutcomeRange> Of(Lane lane) =>
            plan.Count(lane) > 0 ? [new OutcomeRange(0, plan.Count(lane), outcome(plan, lane), false)] : [];
    }
}
