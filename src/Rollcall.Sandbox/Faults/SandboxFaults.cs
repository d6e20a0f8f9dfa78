using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Faults;

/// <summary>The faults that are switched on. Which request a fault hits depends on the seed and on how many matching ones came before, on nothing else.</summary>
public sealed class SandboxFaults
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];
    private readonly ulong _seed;
    private ulong _added;

    internal SandboxFaults(ulong seed) => _seed = seed;

    /// <summary>The faults in the order in which they are tried; a copy.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _rules.Select(rule => rule.Fault)];
            }
        }
    }

    /// <summary>Switches a fault on, behind those that are on. Its counting begins now.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentException">A rate or share outside 0 to 1, or a status that HTTP does not have.</exception>
    public void Add(Fault fault)
    {
        Check(fault);
        lock (_gate)
        {
            _rules.Add(new Rule(fault, Mix(_seed + ++_added)));
        }
    }

    /// <summary>Switches these faults on and all others off.</summary>
    /// <param name="faults">In the order in which they are to be tried.</param>
    /// <exception cref="ArgumentException">As for <see cref="Add"/>; then nothing changes.</exception>
    public void Replace(IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Check(fault);
        }
        lock (_gate)
        {
            _rules.Clear();
            foreach (var fault in faults)
            {
                Add(fault);
            }
        }
    }

    /// <summary>Switches all faults off.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    /// <summary>The fault that a request meets, and a seed for choices within it.</summary>
    internal (Fault Fault, ulong Seed)? Meet(LogEntry entry)
    {
        lock (_gate)
        {
            foreach (var rule in _rules)
            {
                if (rule.Hits(entry) is { } seed)
                {
                    return (rule.Fault, seed);
                }
            }
            return null;
        }
    }

    private static void Check(Fault fault)
    {
        if (fault.Rate is not (>= 0 and <= 1) || fault.Share is not (>= 0 and <= 1))
        {
            throw new ArgumentException("A fault's rate and share lie between 0 and 1.", nameof(fault));
        }
        if (fault.Status is not (null or >= 200 and <= 599))
        {
            throw new ArgumentException($"A fault cannot answer status {fault.Status}: use 200 to 599.", nameof(fault));
        }
    }

    /// <summary>SplitMix64's finisher: well mixed, and the same everywhere.</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }

    /// <summary>A number from 0 to under 1.</summary>
    internal static double Chance(ulong seed) => (Mix(seed) >> 11) * (1.0 / (1UL << 53));

    private sealed class Rule(Fault fault, ulong seed)
    {
        private long _matched;
        private long _hit;

        public Fault Fault => fault;

        public ulong? Hits(LogEntry entry)
        {
            if (!Matches(entry) || ++_matched <= fault.Skip || _hit >= fault.Count)
            {
                return null;
            }
            var own = Mix(seed ^ (ulong)_matched);
            if (fault.Rate < 1 && Chance(own) >= fault.Rate)
            {
                return null;
            }
            _hit++;
            return own;
        }

        private bool Matches(LogEntry entry) =>
            (fault.Operation is null || fault.Operation == entry.Operation)
            && (fault.ListId is null || fault.ListId == entry.ListId)
            && (fault.AboveItems is null || entry.Items.Length > fault.AboveItems)
            && (
                fault.User is null || (entry.Table.TryFind(fault.User, out var user) && entry.Items.Span.Contains(user))
            );
    }
}
