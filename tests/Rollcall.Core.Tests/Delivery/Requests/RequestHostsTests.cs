using System.Text;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Delivery.Requests;

public sealed class RequestHostsTests
{
    private const string Regional = """
        apiVersion: rollcall/v1
        name: Acme
        type: list
        authentication: {method: bearer}
        customFields:
          - {variable: region, displayName: Region, type: button_group, default: eu, options: [{label: Europe, value: eu}, {label: USA, value: us}]}
          - {variable: tenant, displayName: Tenant, type: string}
          - {variable: base_url, displayName: Address, type: url}
        mapping: {displayName: User ID, fields: [{variable: user_id, displayName: User ID, type: string}]}
        endpoints:
          createList:
            method: POST
            url: https://$region.api.acme.example/lists
            body: '{"name": "$cohort_name"}'
          addUsers: {method: POST, url: "https://$tenant.acme.example:8443/add/$list_id", body: '{"ids": $items}', items: '"$user_id"'}
          removeUsers: {method: POST, url: $base_url/remove/$list_id, body: '{"ids": $items}', items: '"$user_id"'}
        """;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["bearer_token"] = "s3cret",
        ["region"] = "us",
        ["tenant"] = "Acme-1",
        ["base_url"] = "https://Own.Example.org:443/api/v2",
    };

    [Fact]
    public void Origins_of_a_customer_have_its_values_written_in_and_nothing_of_the_path()
    {
        Assert.Equal(
            ["https://us.api.acme.example", "https://acme-1.acme.example:8443", "https://own.example.org"],
            RequestHosts.Of(Read(Regional), Settings)
        );
    }

    [Fact]
    public void Options_are_written_out_and_typed_values_stay_variables()
    {
        var hosts = RequestHosts.Describe(Read(Regional));
        Assert.Equal(
            [
                "https://eu.api.acme.example",
                "https://us.api.acme.example",
                "https://$tenant.acme.example:8443",
                "$base_url",
            ],
            hosts.Select(host => host.Origin)
        );
        Assert.Equal(["Tenant"], hosts[2].ChosenBy.Select(field => field.DisplayName));
        Assert.Equal(["Address"], hosts[3].ChosenBy.Select(field => field.DisplayName));
        Assert.Empty(hosts[0].ChosenBy);
    }

    [Fact]
    public void A_header_of_all_requests_gives_its_secret_to_every_host()
    {
        Assert.All(
            RequestHosts.Describe(Read(Regional)),
            host => Assert.Equal(["bearer_token"], host.Secrets.Select(field => field.Variable))
        );
    }

    [Fact]
    public void A_value_that_would_choose_another_host_is_refused()
    {
        var wrong = new Dictionary<string, string>(Settings) { ["tenant"] = "evil.example/" };
        Assert.Equal("tenant", Assert.Throws<SettingException>(() => RequestHosts.Of(Read(Regional), wrong)).Variable);
    }

    private static Integration Read(string yaml)
    {
        var document = IntegrationDocument.Read(Encoding.UTF8.GetBytes(yaml), "acme.yaml");
        return document.Integration ?? throw new InvalidOperationException(string.Join('\n', document.Problems));
    }
}
