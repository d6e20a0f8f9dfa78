using System.Text;
using Rollcall.Core.EndpointTests;

namespace Rollcall.Core.Tests.EndpointTests;

public sealed class TestPlanTests
{
    [Fact]
    public void Creation_comes_first_then_adds_then_removes_in_batches()
    {
        var plan = Plan("operation,user_id\nremove,u1\nadd,u2\nadd,u3\nadd,u4\n");

        Assert.Equal(
            ["createList 0", "addUsers 2", "addUsers 1", "removeUsers 1"],
            plan.Steps.Select(step => $"{step.Endpoint.Name} {step.Rows.Count}")
        );
    }

    [Fact]
    public void Rows_whose_values_differ_do_not_share_a_request()
    {
        var plan = Plan("operation,user_id,region\nadd,u1,eu\nadd,u2,us\nadd,u3,\n");

        Assert.Equal(
            ["eu u1,u3", "us u2"],
            plan.Steps.Skip(1)
                .Select(step =>
                    $"{step.Values.Settings["region"]} {string.Join(',', step.Rows.Select(row => $"u{row.Line - 1}"))}"
                )
        );
    }

    [Fact]
    public void A_value_of_the_test_data_wins_over_the_form()
    {
        var plan = Plan("operation,user_id,region\nadd,u1,us\n", ("region", "asia"), ("cohort_name", "Form"));

        Assert.Equal("us", plan.Steps[1].Values.Settings["region"]);
        Assert.Equal("Form", plan.Steps[1].Values.CohortName);
    }

    [Fact]
    public void A_missing_setting_is_told_once()
    {
        var plan = Plan("operation,user_id\nadd,u1\nadd,u2\n", ("base_url", ""));

        Assert.Equal("base_url", Assert.Single(plan.Problems).Field.Variable);
    }

    private static TestPlan Plan(string csv, params (string Name, string Value)[] form)
    {
        var given = new Dictionary<string, string> { ["base_url"] = "http://127.0.0.1:1", ["bearer_token"] = "secret" };
        foreach (var (name, value) in form)
        {
            given[name] = value;
        }
        var columns = Definitions.List.Mapping.Fields.ToDictionary(field => field.Variable, field => field.Variable);
        var data = TestData.Read(Encoding.UTF8.GetBytes(csv), "users.csv", Definitions.List, columns);
        return TestPlan.Create(Definitions.List, data, new TestForm(given.GetValueOrDefault, DateTimeOffset.UnixEpoch));
    }
}
