using System.Text;
using Rollcall.Core.Members;

namespace Rollcall.Simulation.Tests.World;

/// <summary>A cohort in memory.</summary>
internal sealed class SimulatedCohort(IEnumerable<string> users) : IMemberSource
{
    public IReadOnlyCollection<string> Users { get; } = new SortedSet<string>(users, StringComparer.Ordinal);

    public string Name => "cohort";

    private string Content => string.Join(' ', Users);

    public IMemberPlaces Read(
        IReadOnlyList<string> columns,
        IReadOnlyList<IMemberSink> lanes,
        CancellationToken cancellation
    )
    {
        var line = 1;
        foreach (var user in Users)
        {
            var bytes = Encoding.UTF8.GetBytes(user);
            var place = MemberPlace.OnLine(0, ++line);
            lanes[line % lanes.Count]
                .Add(new MemberRow(bytes, [new MemberSlot(FieldKind.Text, 0, bytes.Length)], place, line, Name));
        }
        return new LinePlaces(Name) { Content = Content };
    }

    public bool Holds(string content, CancellationToken cancellation) => content == Content;

    /// <summary>Some users leave, some come.</summary>
    public SimulatedCohort Next(Random random, int pool)
    {
        var next = new SortedSet<string>(Users, StringComparer.Ordinal);
        for (var change = random.Next(1, 12); change > 0; change--)
        {
            var user = $"u{random.Next(pool)}";
            if (!next.Remove(user))
            {
                next.Add(user);
            }
        }
        return new SimulatedCohort(next.Count > 0 ? next : ["u0"]);
    }
}
