namespace Rollcall.Sandbox.Faults;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>Answers <see cref="Fault.Status"/> with <see cref="Fault.Body"/>, <see cref="Fault.RetryAfter"/> and <see cref="Fault.Location"/>.</summary>
    Status,

    /// <summary>Closes the connection without an answer.</summary>
    Drop,

    /// <summary>Never answers; drops the connection after <see cref="Fault.Delay"/>, if that is set.</summary>
    Hang,

    /// <summary>Works on the request only <see cref="Fault.Delay"/> after its arrival, whether or not the client is still there, and answers then.</summary>
    Late,

    /// <summary>Sends the answer's header a byte at a time, <see cref="Fault.Delay"/> apart.</summary>
    SlowHeaders,

    /// <summary>Sends the answer's body a byte at a time, <see cref="Fault.Delay"/> apart.</summary>
    SlowBody,

    /// <summary>Sends a body that never ends, <see cref="Fault.Delay"/> between pieces of 16 KiB.</summary>
    EndlessBody,

    /// <summary>Sends a small gzip body that unpacks to <see cref="Fault.Bytes"/>.</summary>
    GzipBomb,

    /// <summary>Sends a body of <see cref="Fault.Bytes"/>.</summary>
    HugeResponse,

    /// <summary>Sends header fields of <see cref="Fault.Bytes"/> in all.</summary>
    HeaderFlood,

    /// <summary>Sends 200 and a body that says JSON and is not.</summary>
    WrongJson,

    /// <summary>Sends 200 and a web page.</summary>
    Html,

    /// <summary>Sends 200 and <c>{"error": …}</c>.</summary>
    ErrorInside,

    /// <summary>Refuses a share of the items, chosen by the seed (<see cref="Fault.Share"/>), and applies the others.</summary>
    Partial,

    /// <summary>Announces the whole answer, sends half of it and closes the connection.</summary>
    Truncated,

    /// <summary>Sends bytes that are no HTTP.</summary>
    Garbage,
}
