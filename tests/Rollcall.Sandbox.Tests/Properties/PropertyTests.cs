using System.Net;

namespace Rollcall.Sandbox.Tests.Properties;

public sealed class PropertyTests
{
    [Fact]
    public async Task Properties_are_set_in_batches_and_one_by_one()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        object[] users =
        [
            new { id = "a", properties = new Dictionary<string, bool> { ["VIP"] = true, ["Old"] = false } },
            new { id = "b", properties = new Dictionary<string, bool> { ["VIP"] = true } },
        ];

        await client.SendAsync("POST", "users", new { users });
        await client.SendAsync("PUT", "users/b/properties/VIP", new { value = false });

        Assert.Equal(["a"], sandbox.Properties.UsersWith("VIP", true));
        Assert.Equal(["b"], sandbox.Properties.UsersWith("VIP", false));
        Assert.False(sandbox.Properties.ValueOf("Old", "a"));
        Assert.Null(sandbox.Properties.ValueOf("Old", "b"));
        var told = await client.GetAsync("properties/VIP");
        Assert.Equal("{\"true\":[\"a\"],\"false\":[\"b\"]}", told.GetRawText());
    }

    [Fact]
    public async Task A_user_without_properties_is_an_error()
    {
        await using var sandbox = await SandboxServer.StartAsync();
        using var client = new SandboxClient(sandbox);
        var good = new Dictionary<string, bool> { ["VIP"] = true };

        var response = await client.SendAsync(
            "POST",
            "users",
            new
            {
                users = new object[]
                {
                    new { id = "a", properties = good },
                    new { id = "b" },
                    new { id = "c", properties = good },
                },
            }
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(sandbox.Properties.Names);
    }

    [Fact]
    public async Task Refused_users_are_refused_the_value_true_only()
    {
        await using var sandbox = await SandboxServer.StartAsync(new() { Rules = new() { RefusedUsers = ["bad"] } });
        using var client = new SandboxClient(sandbox);

        var on = await client.SendAsync("PUT", "users/bad/properties/VIP", new { value = true });
        var off = await client.SendAsync("PUT", "users/bad/properties/VIP", new { value = false });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (on.StatusCode, off.StatusCode));
    }
}
