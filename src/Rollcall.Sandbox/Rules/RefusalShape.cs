namespace Rollcall.Sandbox.Rules;

/// <summary>How the sandbox tells that it refuses some users of a request.</summary>
public enum RefusalShape
{
    /// <summary>Status 400 for the whole request; nothing of it is applied, and no user is named.</summary>
    WholeRequest,

    /// <summary>Status 200, the others applied: <c>"failed": [{"id": …, "reason": …}]</c>.</summary>
    ByKey,

    /// <summary>Status 200, the others applied: <c>"failedIndexes": [3, 5]</c>, counted from 0 in the request's order.</summary>
    ByIndex,

    /// <summary>Status 200, the others applied: <c>"results": {"ID": false, …}</c> for every user.</summary>
    ByMap,

    /// <summary>Status 200, the others applied: <c>"failedCount": 3</c>, and no more is told.</summary>
    ByCount,
}
