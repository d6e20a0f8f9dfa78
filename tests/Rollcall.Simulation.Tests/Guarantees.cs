using Rollcall.Simulation.Tests.Faults;
using Rollcall.Simulation.Tests.World;

namespace Rollcall.Simulation.Tests;

/// <summary>What must hold of all that arrived at a destination, judged from its record alone.</summary>
internal static class Guarantees
{
    /// <summary>What does not hold, in words.</summary>
    public static IEnumerable<string> Broken(SimulatedDestination destination)
    {
        var arrivals = destination.Arrivals;
        return [.. MessageIds(arrivals), .. Patience(arrivals), .. Repeats(arrivals), .. Creations(destination)];
    }

    private static IEnumerable<string> MessageIds(IReadOnlyList<Arrival> arrivals)
    {
        foreach (var batch in arrivals.GroupBy(arrival => arrival.MessageId))
        {
            if (batch.Select(arrival => (arrival.Path, arrival.Body)).Distinct().Skip(1).Any())
            {
                yield return $"the message ID {batch.Key} stood for different requests";
            }
        }
        foreach (var batch in arrivals.GroupBy(arrival => (RunOf(arrival), arrival.Path, arrival.Body)))
        {
            if (batch.Key.Path != "/lists" && batch.Select(arrival => arrival.MessageId).Distinct().Skip(1).Any())
            {
                yield return $"one batch of {batch.Key} had several message IDs";
            }
        }
    }

    private static IEnumerable<string> Patience(IReadOnlyList<Arrival> arrivals)
    {
        foreach (var asked in arrivals.Where(arrival => arrival.PatienceUntil is not null && arrival.WasHeard))
        {
            var early = arrivals.FirstOrDefault(other =>
                other.Time > asked.Answered && other.Time < asked.PatienceUntil && other.Process.GoneSince is null
            );
            if (early is not null)
            {
                yield return $"{early} came before {asked.PatienceUntil:O}, which an answer had asked for";
            }
        }
    }

    // What was answered with success, to somebody who could write it down, is not sent again in the same run. A process
    // that dies may lose what is in flight: at most four batches. With the machine go acknowledgements that are on their way
    // to the disk, here any number, since cohorts are so small.
    private static IEnumerable<string> Repeats(IReadOnlyList<Arrival> arrivals)
    {
        var answered = new HashSet<string>();
        var repeated = new HashSet<(SimulatedProcess, string)>();
        foreach (var arrival in arrivals.Where(arrival => arrival.Path != "/lists"))
        {
            if (answered.Contains(arrival.MessageId))
            {
                // Once a process: what is tried again because it fails this time is no further repetition.
                repeated.Add((arrival.Process, arrival.MessageId));
            }
            if (arrival is { Fault: Fault.None, Status: 200 })
            {
                answered.Add(arrival.MessageId);
            }
        }
        var gone = arrivals
            .Select(arrival => arrival.Process)
            .Distinct()
            .Where(process => process.GoneSince is not null)
            .ToList();
        if (gone.TrueForAll(process => !process.LostPower) && repeated.Count > 4 * gone.Count)
        {
            yield return $"{repeated.Count} batches were sent again after they had succeeded, with {gone.Count} deaths";
        }
    }

    // A second list is made only where a creation was not answered, or answered with a failure.
    private static IEnumerable<string> Creations(SimulatedDestination destination)
    {
        var heard = destination.Arrivals.Count(arrival =>
            arrival is { Path: "/lists", Fault: Fault.None, Status: 201, WasHeard: true }
        );
        if (heard > 1)
        {
            yield return $"{heard} lists were created, though the first creation had succeeded";
        }
    }

    private static string RunOf(Arrival arrival) => string.Join('-', arrival.MessageId.Split('-').Take(2));
}
