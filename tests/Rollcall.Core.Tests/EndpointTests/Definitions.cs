using System.Text;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.EndpointTests;

/// <summary>Definitions to try.</summary>
internal static class Definitions
{
    public const string ListYaml = """
        apiVersion: rollcall/v1
        name: Acme Lists
        type: list
        authentication: {method: bearer}
        customFields:
          - {variable: base_url, displayName: API address, type: url}
          - {variable: region, displayName: Region, type: string, default: eu}
        mapping:
          displayName: User ID mapping
          fields:
            - {variable: user_id, displayName: User ID, type: string, normalize: [trim]}
            - {variable: email, displayName: E-mail, type: string}
        endpoints:
          createList:
            method: POST
            url: $base_url/lists
            body: '{"name": "$cohort_name"}'
          addUsers:
            method: POST
            url: $base_url/lists/$list_id/add
            body: '{"region": "$region", "users": $items}'
            items: '{"id": "$user_id", "email": $email}'
            batchSize: 2
          removeUsers:
            method: POST
            url: $base_url/lists/$list_id/remove
            body: '{"users": $items}'
            items: '"$user_id"'
        """;

    public static Integration List { get; } = Read(ListYaml);

    public static Integration Read(string yaml)
    {
        var document = IntegrationDocument.Read(Encoding.UTF8.GetBytes(yaml), "acme.yaml");
        Assert.Empty(document.Problems.Select(problem => problem.ToString()));
        return document.Integration!;
    }
}
