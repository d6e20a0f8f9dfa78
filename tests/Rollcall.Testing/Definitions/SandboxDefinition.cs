using System.Globalization;
using System.Text;
using Rollcall.Testing.Checking;

namespace Rollcall.Testing.Definitions;

/// <summary>An integration document for a sandbox, as a partner would write it; what a test cares about is set, the rest is left out.</summary>
public sealed record SandboxDefinition
{
    /// <summary>Where the sandbox listens.</summary>
    public required Uri Address { get; init; }

    /// <summary>How it takes users.</summary>
    public SandboxForm Form { get; init; }

    /// <summary>The definition's name; known to the state directory.</summary>
    public string Name { get; init; } = "Sandbox";

    /// <summary>Items of a batch.</summary>
    public int BatchSize { get; init; } = 10_000;

    /// <summary>Requests in flight; null leaves the default.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Such as <c>1s</c>; null leaves the default.</summary>
    public string? Timeout { get; init; }

    /// <summary>Such as <c>2s</c>; null leaves the default.</summary>
    public string? Settle { get; init; }

    /// <summary><c>add</c>, <c>ignore</c> or <c>replace</c>; null leaves the default.</summary>
    public string? OnChange { get; init; }

    /// <summary>The key field's normalization, such as <c>lower</c>; empty for none.</summary>
    public string Normalize { get; init; } = "";

    /// <summary>Further mapping fields, sent as members of each item beside <c>id</c>.</summary>
    public IReadOnlyList<string> OtherFields { get; init; } = [];

    /// <summary>Whether <c>Authorization: Bearer $bearer_token</c> is sent.</summary>
    public bool Bearer { get; init; }

    /// <summary>Error classifications of every endpoint, YAML flow entries such as <c>{status: 401, reason: API key, message: Refused.}</c>.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Further lines of the endpoints that take users, such as <c>failedItems: {path: failed, key: id}</c>.</summary>
    public IReadOnlyList<string> EndpointLines { get; init; } = [];

    /// <summary>Further lines of the endpoint that creates the list.</summary>
    public IReadOnlyList<string> CreateLines { get; init; } = [];

    /// <summary>Such as <c>{requests: 90, per: 1s}</c>; null for none.</summary>
    public string? RateLimit { get; init; }

    /// <summary>Further top-level lines.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The document.</summary>
    public string Yaml()
    {
        var yaml = new StringBuilder();
        yaml.AppendLine("apiVersion: rollcall/v1");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"name: {Name}");
        yaml.AppendLine(IsList ? "type: list" : "type: property");
        yaml.AppendLine("category: messaging");
        yaml.AppendLine("summary: A destination to try things on.");
        yaml.AppendLine(Bearer ? "authentication: {method: bearer}" : "authentication: {method: none}");
        AppendMapping(yaml);
        AppendDelivery(yaml);
        foreach (var line in Lines)
        {
            yaml.AppendLine(line);
        }
        yaml.AppendLine("endpoints:");
        AppendEndpoints(yaml);
        return yaml.ToString();
    }

    /// <summary>Writes the document.</summary>
    /// <param name="path">Where to.</param>
    /// <returns>The same path.</returns>
    public string WriteTo(string path)
    {
        File.WriteAllText(path, Yaml());
        return path;
    }

    private bool IsList => Form is SandboxForm.List or SandboxForm.ListOneByOne;

    private bool IsOneByOne => Form is SandboxForm.ListOneByOne or SandboxForm.PropertyOneByOne;

    private void AppendMapping(StringBuilder yaml)
    {
        yaml.AppendLine("mapping:");
        yaml.AppendLine("  displayName: User ID mapping");
        yaml.AppendLine("  fields:");
        var normalize = Normalize.Length == 0 ? "" : $", normalize: [{Normalize}]";
        yaml.AppendLine(
            CultureInfo.InvariantCulture,
            $"    - {{variable: user_id, displayName: User ID, key: true{normalize}}}"
        );
        foreach (var field in OtherFields)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    - {{variable: {field}, displayName: {field}}}");
        }
    }

    private void AppendDelivery(StringBuilder yaml)
    {
        (string Key, string? Value)[] settings =
        [
            ("parallelism", Parallelism?.ToString(CultureInfo.InvariantCulture)),
            ("timeout", Timeout),
            ("settle", Settle),
            ("onChange", OnChange),
            ("rateLimits", RateLimit is null ? null : $"[{RateLimit}]"),
        ];
        var set = settings.Where(setting => setting.Value is not null).ToList();
        if (set.Count == 0)
        {
            return;
        }
        yaml.AppendLine("delivery:");
        foreach (var (key, value) in set)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  {key}: {value}");
        }
    }

    private void AppendEndpoints(StringBuilder yaml)
    {
        if (IsList)
        {
            AppendEndpoint(
                yaml,
                "createList",
                "POST",
                "lists",
                """{"name": "[Rollcall] $cohort_name"}""",
                takesUsers: false
            );
        }
        switch (Form)
        {
            case SandboxForm.List:
                AppendEndpoint(yaml, "addUsers", "POST", "lists/$list_id/add", """{"userIds": $items}""");
                AppendEndpoint(yaml, "removeUsers", "POST", "lists/$list_id/remove", """{"userIds": $items}""");
                break;
            case SandboxForm.ListOneByOne:
                AppendEndpoint(yaml, "addUsers", "PUT", "lists/$list_id/members/$user_id", null);
                AppendEndpoint(yaml, "removeUsers", "DELETE", "lists/$list_id/members/$user_id", null);
                break;
            case SandboxForm.Property:
                AppendEndpoint(yaml, "updateUsers", "POST", "users", """{"users": $items}""");
                break;
            default:
                AppendEndpoint(
                    yaml,
                    "updateUsers",
                    "PUT",
                    "users/$user_id/properties/$cohort_name",
                    """{"value": $in_cohort}"""
                );
                break;
        }
    }

    private void AppendEndpoint(
        StringBuilder yaml,
        string name,
        string method,
        string target,
        string? body,
        bool takesUsers = true
    )
    {
        yaml.AppendLine(CultureInfo.InvariantCulture, $"  {name}:");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"    method: {method}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"    url: {Address}{target}");
        if (body is not null)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    body: '{body}'");
        }
        foreach (var line in takesUsers ? UserLines() : CreateLines)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
        }
        if (Errors.Count > 0)
        {
            yaml.AppendLine("    errors:");
            foreach (var error in Errors)
            {
                yaml.AppendLine(CultureInfo.InvariantCulture, $"      - {error}");
            }
        }
    }

    private IEnumerable<string> UserLines()
    {
        yield return $"headers: {{{DeliveryChecker.MessageIdHeader}: $message_id}}";
        if (!IsOneByOne)
        {
            yield return $"items: '{Item()}'";
        }
        yield return $"batchSize: {(IsOneByOne ? 1 : BatchSize)}";
        foreach (var line in EndpointLines)
        {
            yield return line;
        }
    }

    private string Item() =>
        Form == SandboxForm.Property ? """{"id": "$user_id", "properties": {"$cohort_name": $in_cohort}}"""
        : OtherFields.Count == 0 ? "\"$user_id\""
        : $$"""{"id": "$user_id", {{string.Join(", ", OtherFields.Select(field => $"\"{field}\": \"${field}\""))}}}""";
}
