using System.Text;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;

namespace Rollcall.Core.Tests.EndpointTests;

public sealed class TestDataTests
{
    [Fact]
    public void Columns_named_like_variables_and_their_aliases_give_values()
    {
        var data = Read("operation,user_id,region,amp_cohort_name,listId\nadd,u1,us,Trial,42\n");

        var row = Assert.Single(data.Rows);
        Assert.Equal(Operation.Add, row.Operation);
        Assert.Equal("us", row.Given["region"]);
        Assert.Equal("Trial", row.Given["cohort_name"]);
        Assert.Equal("42", row.Given["list_id"]);
        Assert.Equal("u1", KeyOf(row));
    }

    [Fact]
    public void A_column_named_like_the_field_wins_over_the_mapping()
    {
        var data = Read("operation,uid,user_id\nadd,mapped,own\n", ("user_id", "uid"));

        Assert.Equal("own", KeyOf(data.Rows[0]));
    }

    [Fact]
    public void Without_a_column_of_the_fields_name_the_mapping_applies()
    {
        var data = Read("operation,uid\nadd, mapped \n", ("user_id", "uid"));

        Assert.Equal("mapped", KeyOf(data.Rows[0]));
    }

    [Fact]
    public void An_empty_field_gives_no_value_and_a_quoted_one_does()
    {
        var data = Read("operation,user_id,region\nadd,u1,\nadd,u2,\"\"\n");

        Assert.False(data.Rows[0].Given.ContainsKey("region"));
        Assert.Equal("", data.Rows[1].Given["region"]);
    }

    [Theory]
    [InlineData("user_id\nu1\n", "users.csv has no column operation.")]
    [InlineData("operation,email\nadd,e\n", "users.csv has no column user_id, which the mapping needs")]
    [InlineData("operation,user_id,listId,list_id\nadd,u1,1,2\n", "users.csv has several columns for $list_id")]
    [InlineData("operation,user_id\nadds,u1\n", "users.csv:2: operation is \"adds\"; it must be add or remove.")]
    [InlineData("operation,user_id\n,u1\n", "users.csv:2: operation is \"\"; it must be add or remove.")]
    [InlineData("operation,user_id\nADD,u1\n", "users.csv:2: operation is \"ADD\"; it must be add or remove.")]
    public void What_is_wrong_is_told_with_its_line(string csv, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<UsageException>(() => Read(csv)).Message);

    [Fact]
    public void All_wrong_rows_are_told_at_once()
    {
        var fault = Assert.Throws<UsageException>(() => Read("operation,user_id\nx,u1\nadd,\ny,u3\n"));

        Assert.Equal(3, fault.Message.Split('\n').Length);
        Assert.Contains("users.csv:3: ", fault.Message);
    }

    [Fact]
    public void What_list_creation_uses_must_be_equal_in_all_rows()
    {
        var fault = Assert.Throws<UsageException>(() =>
            Read("operation,user_id,cohort_name\nadd,u1,A\nadd,u2,A\nremove,u3,B\n")
        );

        Assert.Equal(
            "users.csv:4: $cohort_name differs from line 2. List creation uses it, so it must be equal in all rows.",
            fault.Message
        );
    }

    [Fact]
    public void What_only_later_requests_use_may_differ() =>
        Assert.Equal(2, Read("operation,user_id,region\nadd,u1,eu\nadd,u2,us\n").Rows.Count);

    [Fact]
    public void A_column_that_cannot_have_an_effect_is_told()
    {
        var data = Read("operation,user_id,in_cohort\nadd,u1,false\n");

        Assert.Equal(
            ["users.csv: the column in_cohort has no effect; rollcall makes $in_cohort for each request."],
            data.Warnings
        );
    }

    [Fact]
    public void A_column_that_names_nothing_is_told_with_the_nearest_name()
    {
        var data = Read("operation,uid,regoin,remark\nadd,u1,us,x\n", ("user_id", "uid"));

        Assert.Equal(
            [
                "users.csv: the column regoin has no effect, since no variable has its name. Did you mean region?",
                "users.csv: the column remark has no effect, since no variable has its name.",
            ],
            data.Warnings
        );
    }

    private static string KeyOf(TestRow row) => Encoding.UTF8.GetString(ItemRecordReader.At(row.Record.Span, 0).Text);

    private static TestData Read(string csv, params (string Variable, string Column)[] map)
    {
        var columns = Definitions.List.Mapping.Fields.ToDictionary(field => field.Variable, field => field.Variable);
        foreach (var (variable, column) in map)
        {
            columns[variable] = column;
        }
        return TestData.Read(Encoding.UTF8.GetBytes(csv), "users.csv", Definitions.List, columns);
    }
}
