using Rollcall.Server.Integrations;

namespace Rollcall.Server.Portal.Releases;

/// <summary>What people call the fields that reviewers comment on.</summary>
public static class FieldWords
{
    /// <summary>A field by its path, such as <c>endpoints.addUsers.body</c>.</summary>
    public static string Of(string path)
    {
        var parts = path.Split('.');
        return parts switch
        {
            ["connection", var part] => Part(part),
            ["endpoints", var endpoint] => EndpointLabels.Of(endpoint),
            ["endpoints", var endpoint, var part] => $"{EndpointLabels.Of(endpoint)}: {Part(part)}",
            ["customFields", var variable] => $"Custom field {variable}",
            ["mapping", var variable] => $"Mapping field {variable}",
            [var part] => Part(part),
            _ => path,
        };
    }

    private static string Part(string part) =>
        part switch
        {
            "displayName" => "Display Name",
            "category" => "Category",
            "summary" => "Summary",
            "fullDescription" => "Full Description",
            "logo" => "Integration Logo",
            "authentication" => "Authentication method",
            "headers" => "Additional Headers",
            "url" => "URL Endpoint",
            "body" => "API payload",
            "items" => "Item template",
            "batchSize" => "Batch size",
            "errors" => "Error Classifications",
            "testAccount" => "Test account",
            _ => part,
        };
}
