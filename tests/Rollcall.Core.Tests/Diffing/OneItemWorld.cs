using Rollcall.Core.Diffing;
using Rollcall.Core.Integrations;
using Rollcall.Core.Snapshots;

namespace Rollcall.Core.Tests.Diffing;

/// <summary>
/// One item and a destination that may apply an unanswered request at once, later, or never. Time is counted in
/// periods: an attempt that was not answered may land until its period ends.
/// </summary>
internal sealed class OneItemWorld(Random chance, OnChange onChange)
{
    private readonly List<(Operation Operation, ulong Values)> _late = [];
    private Standing _standing;
    private ulong _known;
    private ulong? _actual;
    private Rejection? _add;
    private Rejection? _remove;
    private bool _addsMayLand;
    private bool _removesMayLand;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ulong? Actual => _actual;

    /// <summary>Runs once and checks what is known against what is.</summary>
    public void Run(ulong? wanted, bool faults, bool full)
    {
        LandSome();
        var settings = new DiffSettings
        {
            Layout = Snapshots.Items.Layout,
            HashSeed = 0,
            OnChange = onChange,
            Full = full,
            Now = _now,
            AddsMayLand = _addsMayLand,
            RemovesMayLand = _removesMayLand,
            WhyNot = (_, _) => null,
        };
        var decision = new ItemRules(settings).Decide(
            new ItemSituation(wanted is not null, wanted ?? 0, _standing, _known, _add, _remove)
        );
        _add = decision.StaleAdd ? null : _add;
        _remove = decision.StaleRemove ? null : _remove;
        var marks = new PromotionSettings(_addsMayLand, _removesMayLand);
        _standing = StandingRules.Fade(_standing, marks);
        Do(decision, wanted, faults);
        Check();
    }

    /// <summary>Lets the time pass after which nothing may land any more.</summary>
    public void Settle()
    {
        LandSome();
        _late.Clear();
        (_addsMayLand, _removesMayLand) = (false, false);
        _now = _now.AddHours(chance.Next(30));
        Check();
    }

    /// <summary>Lets so much time pass that whatever was rejected is tried again.</summary>
    public void WaitLong()
    {
        Settle();
        _now = _now.AddDays(2);
    }

    private void Do(in ItemDecision decision, ulong? wanted, bool faults)
    {
        if (decision.Step == ItemStep.Nothing || (faults && chance.Next(8) == 0))
        {
            return;
        }
        if (decision.Step == ItemStep.Add)
        {
            WaitFor(decision.Lane == Lane.SettlingAdds);
            Send(Operation.Add, wanted!.Value, faults);
            return;
        }
        WaitFor(decision.Lane == Lane.SettlingRemoves);
        var isDone = Send(Operation.Remove, 0, faults);
        if (decision.Step == ItemStep.Replace && isDone)
        {
            WaitFor(_removesMayLand);
            Send(Operation.Add, wanted!.Value, faults);
        }
    }

    private void WaitFor(bool needed)
    {
        if (needed)
        {
            LandSome();
            _late.Clear();
        }
    }

    /// <summary>Sends up to three attempts of one operation; whether the last was acknowledged.</summary>
    private bool Send(Operation operation, ulong values, bool faults)
    {
        var (mayLand, isOpen) = (false, false);
        var outcome = Outcome.Acknowledged;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.DoesNotContain(_late, late => late.Operation != operation);
            (outcome, var unanswered) = Attempt(operation, values, faults);
            mayLand |= unanswered;
            isOpen |= outcome == Outcome.InDoubt;
            if (outcome != Outcome.InDoubt || chance.Next(3) == 0)
            {
                break;
            }
        }
        // As whoever tells outcomes must: a refusal after an attempt that was left open settles nothing.
        outcome = isOpen && !mayLand && outcome != Outcome.Acknowledged ? Outcome.InDoubt : outcome;
        _addsMayLand |= mayLand && operation == Operation.Add;
        _removesMayLand |= mayLand && operation == Operation.Remove;
        var same = _standing != Standing.Nothing && _known == values;
        var change = StandingRules.Apply(_standing, operation, same, outcome, mayLand);
        _standing = change.Standing;
        _known = change.NewRecord ? values : _known;
        Remember(operation, values, outcome);
        return outcome == Outcome.Acknowledged;
    }

    private void Remember(Operation operation, ulong values, Outcome outcome)
    {
        var rejection =
            outcome == Outcome.Rejected ? new Rejection(0, operation, values, _now, chance.Next(5) == 0) : null;
        if (outcome is not (Outcome.Rejected or Outcome.Acknowledged))
        {
            return;
        }
        if (operation == Operation.Add)
        {
            _add = rejection;
        }
        else
        {
            _remove = rejection;
        }
    }

    private (Outcome Outcome, bool Unanswered) Attempt(Operation operation, ulong values, bool faults)
    {
        switch (faults ? chance.Next(9) : 0)
        {
            case 0 or 1:
                Apply(operation, values);
                return (Outcome.Acknowledged, false);
            case 2:
                Apply(operation, values);
                return (Outcome.InDoubt, true);
            case 3:
                _late.Add((operation, values));
                return (Outcome.InDoubt, true);
            case 4:
                return (Outcome.InDoubt, true);
            case 5:
                Apply(operation, values);
                return (Outcome.InDoubt, false);
            case 6:
                return (Outcome.Refused, false);
            case 7:
                return (Outcome.Rejected, false);
            default:
                return (Outcome.InDoubt, false);
        }
    }

    private void Apply(Operation operation, ulong values) =>
        _actual =
            operation == Operation.Remove ? null
            // Replacing is for destinations whose adds do not change what is there.
            : onChange == OnChange.Replace ? _actual ?? values
            : values;

    private void LandSome()
    {
        while (_late.Count > 0 && chance.Next(3) != 0)
        {
            var index = chance.Next(_late.Count);
            Apply(_late[index].Operation, _late[index].Values);
            _late.RemoveAt(index);
        }
    }

    private void Check()
    {
        if (_standing.State == MemberState.Present)
        {
            Assert.Equal(_known, _actual);
            Assert.All(_late, late => Assert.Equal((Operation.Add, _known), late));
        }
        else if (_standing.State == MemberState.Absent)
        {
            Assert.Null(_actual);
            Assert.All(_late, late => Assert.Equal(Operation.Remove, late.Operation));
        }
    }
}
