namespace Rollcall.Core.EndpointTests;

/// <summary>A request as people see it: exactly what is sent, with dots in place of secrets.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Items">How many items it carries.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">The address.</param>
/// <param name="Headers">The headers, those of the body included, in the order of sending.</param>
/// <param name="Body">The body before compression, as text; empty for none.</param>
public sealed record ShownRequest(
    string Endpoint,
    int Items,
    string Method,
    string Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body
);
