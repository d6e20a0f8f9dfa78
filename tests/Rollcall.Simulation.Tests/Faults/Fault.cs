namespace Rollcall.Simulation.Tests.Faults;

/// <summary>What goes wrong with one request.</summary>
internal enum Fault
{
    None,

    /// <summary>The connection is refused: nothing arrives.</summary>
    CannotConnect,

    /// <summary>The connection breaks before the request is applied.</summary>
    DroppedBefore,

    /// <summary>The request is applied, then the connection breaks.</summary>
    DroppedAfter,

    /// <summary>No answer; never applied.</summary>
    Hangs,

    /// <summary>No answer; applied at once.</summary>
    HangsApplied,

    /// <summary>No answer in time; applied later, within the settle time.</summary>
    AppliedLate,

    /// <summary>503: not applied.</summary>
    Unavailable,

    /// <summary>500, applied all the same.</summary>
    FailedApplied,

    /// <summary>500, not applied.</summary>
    Failed,

    /// <summary>429 with some Retry-After.</summary>
    Throttled,

    /// <summary>200 with a body that says nothing that was agreed on; applied.</summary>
    Mumbles,
}
