namespace Rollcall.Core.Delivery;

/// <summary>What a run may use of an account that other runs use as well: places in parallelism, and permits under the rate limits. Where nobody else uses it there is none, and the <see cref="Pacer"/> keeps the limits alone.</summary>
/// <remarks>Reads no clock: the caller tells the time. Each call is safe from any thread, and returns at once.</remarks>
public interface IAccountShare
{
    /// <summary>Requests of this run that may be in flight now; 0: the others have all places for the moment.</summary>
    int Parallelism { get; }

    /// <summary>How long a request has to wait at least before it is asked for again; zero: it may leave now.</summary>
    TimeSpan WaitFor(DateTimeOffset now);

    /// <summary>A request leaves: it uses up a permit.</summary>
    void Leaves(DateTimeOffset now);

    /// <summary>An answer, or none, came of a request that left; what it says of the account's pace is for all of its runs.</summary>
    void Learn(Answer answer, DateTimeOffset now);
}
