using CsCheck;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Tests.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>Random runs on real files, held against plain sets after every step.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData(0, 1_500)]
    // With many that stay, changes become small generations that are merged now and then.
    [InlineData(400, 60)]
    public void Diff_and_promotion_do_what_plain_sets_do(int others, int sequences) =>
        ModelRun
            .Any.List[1, 12]
            .Sample(
                runs =>
                {
                    using var world = new ModelWorld(others);
                    foreach (var run in runs)
                    {
                        world.Step(run);
                    }
                },
                iter: sequences
            );

    private sealed class ModelWorld(int others) : IRejections, IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly SetModel _model = new();
        private MembershipManifest? _manifest;
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private int _runs;

        public void Step(ModelRun run)
        {
            _now = _now.AddMinutes(run.Minutes);
            var settings = new DiffSettings
            {
                Layout = Items.Layout,
                HashSeed = Items.Seed,
                OnChange = run.OnChange,
                Full = run.Full,
                Now = _now,
                AddsMayLand = run.AddsMayLand,
                RemovesMayLand = run.RemovesMayLand,
                Durable = false,
                Workers = 1 + (run.Chance & 1),
                WhyNot = (operation, record) => IsSendable(operation, Values(record.Span)) ? null : "It cannot.",
            };
            var folder = Path.Combine(_folder, $"run-{_runs++}");
            var members = Enumerable
                .Range(0, others)
                .Select(id => new KeyValuePair<string, string>($"other-{id}", "plan-0"))
                .Concat(run.Cohort)
                .ToDictionary();
            // Wherever records are, and whoever compares: the model knows nothing of it.
            var draw = new Random(run.Chance);
            using var cohort = Items.Snapshot(
                _folder,
                Items.Layout,
                members.Select(m => Items.Record(m.Key, m.Value)),
                where: (RecordsIn)draw.Next(4),
                lanes: draw.Next(1, 4),
                partItems: draw.Next(1, 20)
            );
            using var membership = Membership.Open(_folder, _manifest);
            var result = Differ.Write(cohort, membership, this, settings, folder, CancellationToken.None);
            using var plan = Plan.Open(folder);
            _model.Diff(members, settings, IsSendable);
            CheckPlan(plan, result);
            Promote(run, membership, plan);
            CheckMembership();
        }

        public IReadOnlyList<Rejection> Between(UInt128 first, UInt128 last) =>
            [
                .. _model
                    .Rejections.Select(entry => new Rejection(
                        KeyOf(entry.Key.Id),
                        entry.Key.Operation,
                        ItemHasher.RecordHash(Items.Record(entry.Key.Id, entry.Value.Values)),
                        entry.Value.Tried,
                        entry.Value.RetryNow
                    ))
                    .Where(rejection => rejection.KeyHash >= first && rejection.KeyHash <= last)
                    .OrderBy(rejection => rejection.KeyHash),
            ];

        public void Dispose() => _folder.Dispose();

        private void CheckPlan(Plan plan, PlanResult result)
        {
            foreach (var lane in Lanes.All)
            {
                Assert.Equal(
                    _model.Lanes[lane].OrderBy(planned => planned.Id, StringComparer.Ordinal),
                    Planned(plan, lane).OrderBy(planned => planned.Id, StringComparer.Ordinal)
                );
            }
            Assert.Equal(plan.Summary, result.Summary);
            CheckSummary(plan);
            Assert.Equal(
                _model.Stale.OrderBy(stale => stale),
                result.StaleRejections.Select(stale => (IdOf(stale.KeyHash), stale.Operation)).OrderBy(stale => stale)
            );
        }

        private void CheckSummary(Plan plan)
        {
            var replaced = _model.Lanes[Lane.ReplacedAdds].Select(planned => planned.Id).ToHashSet();
            var single = _model
                .Lanes.SelectMany(lane => lane.Value.Select(planned => (lane.Key, planned)))
                .Where(entry => !(entry.Key == Lane.Removes && replaced.Contains(entry.planned.Id)))
                .ToList();
            Assert.Equal(single.Count(e => e.planned.IsChange), plan.Summary.Change);
            Assert.Equal(single.Count(e => !e.planned.IsChange && SetModel.IsAdd(e.Key)), plan.Summary.Add);
            Assert.Equal(single.Count(e => !e.planned.IsChange && !SetModel.IsAdd(e.Key)), plan.Summary.Remove);
            Assert.Equal(_model.StillRejected, plan.Summary.StillRejected);
            Assert.Equal(plan.Count(Lane.Removes) - replaced.Count, plan.Summary.ReplacedFrom);
            CheckOrder(plan, replaced);
        }

        private void CheckOrder(Plan plan, HashSet<string> replaced)
        {
            var removes = Planned(plan, Lane.Removes);
            Assert.Equal(
                Planned(plan, Lane.ReplacedAdds).Select(planned => planned.Id),
                removes.Skip((int)plan.Summary.ReplacedFrom).Select(planned => planned.Id)
            );
            foreach (
                var items in new[] { Planned(plan, Lane.Adds), removes.Where(p => !replaced.Contains(p.Id)).ToList() }
            )
            {
                var back = items.Select(planned => IsBack(planned.Id)).ToList();
                Assert.Equal(back.OrderByDescending(first => first), back);
            }
        }

        private bool IsBack(string id) =>
            _model.Items.TryGetValue(id, out var item) && (item.Back || item.State == MemberState.InDoubt);

        private void Promote(ModelRun run, Membership membership, Plan plan)
        {
            var fates = Lanes.All.ToDictionary(lane => lane, lane => run.Fates(lane, (int)plan.Count(lane)));
            var byId = new Dictionary<(Lane, string), Fate>();
            foreach (var lane in Lanes.All)
            {
                foreach (var (planned, fate) in Planned(plan, lane).Zip(fates[lane]))
                {
                    byId[(lane, planned.Id)] = fate;
                    NoteRejection(lane, planned, fate, run);
                }
            }
            foreach (var stale in _model.Stale)
            {
                _model.Rejections.Remove(stale);
            }
            var settings = new PromotionSettings(run.AddsMayLand, run.RemovesMayLand);
            _manifest = Promotion.Write(
                _folder,
                membership,
                plan,
                new DrawnOutcomes(fates),
                settings,
                CancellationToken.None
            );
            _model.Promote(byId, settings);
            Promotion.Sweep(_folder, _manifest);
        }

        private void NoteRejection(Lane lane, ModelPlanned planned, Fate fate, ModelRun run)
        {
            var key = (planned.Id, SetModel.IsAdd(lane) ? Operation.Add : Operation.Remove);
            if (fate.Outcome == Outcome.Rejected)
            {
                _model.Stale.Remove(key);
                _model.Rejections[key] = (planned.Values, _now, run.Chance % 5 == 0);
            }
            else if (fate.Outcome == Outcome.Acknowledged)
            {
                _model.Rejections.Remove(key);
            }
        }

        private void CheckMembership()
        {
            using var membership = Membership.Open(_folder, _manifest);
            var entries = new Dictionary<string, ModelItem>();
            var reader = new BaselineReader(
                membership,
                new DiffSettings
                {
                    Layout = Items.Layout,
                    HashSeed = Items.Seed,
                    Now = _now,
                    WhyNot = (_, _) => null,
                }
            );
            while (reader.MoveNext())
            {
                var standing = reader.Standing;
                var (id, values) = Parse(reader.Record.Span);
                entries.Add(
                    id,
                    new(
                        values,
                        standing.State,
                        standing.AddMayLand,
                        standing.RemoveMayLand,
                        standing.CameBack,
                        standing.OlderMayLand
                    )
                );
            }
            Assert.Equal(
                _model.Items.Select(WithoutGoneValues).OrderBy(item => item.Key, StringComparer.Ordinal),
                entries.Select(WithoutGoneValues).OrderBy(item => item.Key, StringComparer.Ordinal)
            );
            Assert.Equal(_model.Items.Values.Count(item => item.State == MemberState.Present), membership.Present);
            Assert.Equal(_model.Items.Values.Count(item => item.State == MemberState.InDoubt), membership.InDoubt);
            CheckVisits(membership);
        }

        private void CheckVisits(Membership membership)
        {
            var visited = new List<(string, string, MemberState)>();
            membership.ForEach(
                (state, record, layout) =>
                {
                    Assert.Equal(Items.Layout, layout);
                    visited.Add((Parse(record).Id, Parse(record).Values, state));
                }
            );
            Assert.Equal(
                _model
                    .Items.Where(item => item.Value.State != MemberState.Absent)
                    .OrderBy(item => KeyOf(item.Key))
                    .Select(item => (item.Key, item.Value.Values, item.Value.State)),
                visited
            );
        }

        // Nothing depends on the values of an item that is not there.
        private static KeyValuePair<string, ModelItem> WithoutGoneValues(KeyValuePair<string, ModelItem> item) =>
            item.Value.State == MemberState.Absent ? new(item.Key, item.Value with { Values = "" }) : item;

        private static List<ModelPlanned> Planned(Plan plan, Lane lane)
        {
            using var batch = new ItemBatch();
            plan.Read(lane, 0, (int)plan.Count(lane), batch);
            var all = new List<ModelPlanned>();
            for (var index = 0; index < batch.Count; index++)
            {
                var item = plan.ItemAt(lane, index);
                var (id, values) = Parse(batch[index]);
                Assert.Equal(KeyOf(id), item.KeyHash);
                Assert.Equal(ItemHasher.RecordHash(batch[index]), item.RecordHash);
                all.Add(new ModelPlanned(id, values, item.IsChange));
            }
            Assert.Equal(all.Count(planned => planned.IsChange), plan.ChangesIn(lane, 0, plan.Count(lane)));
            return all;
        }

        private static bool IsSendable(Operation operation, string values) =>
            values != (operation == Operation.Add ? "plan-3" : "plan-2");

        private static string Values(ReadOnlySpan<byte> record) => Parse(record).Values;

        private static (string Id, string Values) Parse(ReadOnlySpan<byte> record)
        {
            var fields = Items.Fields(record, 2);
            return (fields[0]!, fields[1]!);
        }

        private static UInt128 KeyOf(string id) => Items.Key(Items.Layout, Items.Record(id, ""));

        private static string IdOf(UInt128 keyHash) =>
            Ids.TryGetValue(keyHash, out var id) ? id : throw new InvalidOperationException("Nobody has this key.");

        private static readonly Dictionary<UInt128, string> Ids = Enumerable
            .Range(0, 1000)
            .SelectMany(id => new[] { $"user-{id}", $"other-{id}" })
            .ToDictionary(KeyOf);
    }
}
