using System.Globalization;

namespace Rollcall.Bench.Product;

/// <summary>The definition that is measured: a list of members with three fields.</summary>
internal static class Definition
{
    /// <summary>Its document.</summary>
    /// <param name="batchSize">Members of a request.</param>
    /// <param name="parallelism">Requests in flight.</param>
    public static string Text(int batchSize, int parallelism) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            apiVersion: rollcall/v1
            name: Sink
            type: list
            authentication:
              method: none
            customFields:
              - {variable: base_url, displayName: Address, type: url}
            mapping:
              displayName: User
              fields:
                - {variable: user_id, displayName: User ID, type: string, key: true}
                - {variable: email, displayName: E-mail, type: string}
                - {variable: plan, displayName: Plan, type: string}
            delivery:
              parallelism: {{parallelism}}
            endpoints:
              createList:
                method: POST
                url: $base_url/lists
                body: |
                  {"name": "$cohort_name"}
              addUsers:
                method: POST
                url: $base_url/lists/$list_id/add
                body: |
                  {"users": $items}
                items: '{"id": "$user_id", "email": "$email", "plan": "$plan"}'
                batchSize: {{batchSize}}
              removeUsers:
                method: POST
                url: $base_url/lists/$list_id/remove
                body: |
                  {"users": $items}
                items: '{"id": "$user_id"}'
                batchSize: {{batchSize}}
            """
        );
}
