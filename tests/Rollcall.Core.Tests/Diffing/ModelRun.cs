using CsCheck;
using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>One command of the model test: a run with its cohort and its faults.</summary>
internal sealed record ModelRun(
    IReadOnlyDictionary<string, string> Cohort,
    OnChange OnChange,
    bool Full,
    bool AddsMayLand,
    bool RemovesMayLand,
    int Minutes,
    int Chance
)
{
    private const int Ids = 14;

    private static readonly Gen<IReadOnlyDictionary<string, string>> Cohorts = Gen.Int[0, 5]
        .Array[Ids]
        .Select(plans =>
            (IReadOnlyDictionary<string, string>)
                plans
                    .Select((plan, id) => (Id: $"user-{id}", Plan: plan))
                    .Where(member => member.Plan < 4)
                    .ToDictionary(member => member.Id, member => $"plan-{member.Plan}")
        );

    /// <summary>A minute, an hour, a day: both sides of what rejections wait for.</summary>
    private static readonly int[] PauseMinutes = [0, 1, 59, 60, 61, 1439, 1440, 3000];

    private static readonly Gen<int> Pauses = Gen.Int[0, 7].Select(index => PauseMinutes[index]);

    public static Gen<ModelRun> Any { get; } =
        from cohort in Cohorts
        from change in Gen.Enum<OnChange>()
        from full in Gen.Int[0, 9]
        from adds in Gen.Bool
        from removes in Gen.Bool
        from minutes in Pauses
        from chance in Gen.Int
        select new ModelRun(cohort, change, full == 0, adds, removes, minutes, chance);

    /// <summary>What comes of each item of a lane, in order; the same for the model and for the engine.</summary>
    public Fate[] Fates(Lane lane, int count)
    {
        var random = new Random(HashCode.Combine(Chance, (int)lane));
        var isSent = random.Next(4) != 0;
        var isCalm = random.Next(3) == 0 && lane is not (Lane.UnsendableAdds or Lane.UnsendableRemoves);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => isCalm ? new Fate(Outcome.Acknowledged, false) : Draw(lane, random, isSent)),
        ];
    }

    private static Fate Draw(Lane lane, Random random, bool isSent)
    {
        if (lane is Lane.UnsendableAdds or Lane.UnsendableRemoves)
        {
            return new Fate(random.Next(3) == 0 ? Outcome.None : Outcome.Rejected, false);
        }
        return isSent ? new Fate((Outcome)random.Next(5), random.Next(4) == 0) : new Fate(Outcome.None, false);
    }
}
