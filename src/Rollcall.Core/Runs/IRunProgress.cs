namespace Rollcall.Core.Runs;

/// <summary>Is told how a run goes on. Calls come one at a time and must return quickly.</summary>
public interface IRunProgress
{
    /// <summary>Members read so far.</summary>
    void Reading(long members);

    /// <summary>The plan is known, or an interrupted run goes on.</summary>
    void Planned(OperationCounts planned, bool resumed);

    /// <summary>Items settled (acknowledged, rejected or given up) of all planned.</summary>
    void Delivering(long settled, long planned);

    /// <summary>Something a person would want to know now: a wait, a slower pace, a list created anew.</summary>
    void Note(string sentence);
}
