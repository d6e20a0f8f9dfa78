using System.Net;
using System.Text.Json;
using CsCheck;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using static Rollcall.Core.Tests.Delivery.Requests.RequestFixture;

namespace Rollcall.Core.Tests.Delivery.Requests;

public sealed class OtherBodyTests
{
    [Fact]
    public void A_form_is_encoded_whatever_its_author_wrote()
    {
        var request = new RequestFixture
        {
            Content = BodyKind.Form,
            Body = "name=[x y] $cohort_name&a%20b=é&$user_id=1+1\n",
            CohortName = "a&b=c d+é~*",
        }.Render("u=&");
        Assert.Equal("name=%5Bx+y%5D+a%26b%3Dc+d%2B%C3%A9%7E*&a%20b=%C3%A9&u%3D%26=1+1", BodyOf(request));
    }

    [Theory]
    [InlineData(null, "\"$user_id\"", """["a","b\"&"]""")]
    [InlineData(",", "$user_id", "a,b\"&")]
    public void Items_stand_in_a_form_field(string? join, string items, string value)
    {
        var fixture = new RequestFixture
        {
            Content = BodyKind.Form,
            Body = "upsert=true&members=$items",
            Items = items,
            Join = join,
        };
        var body = BodyOf(fixture.Render("a", "b\"&"));
        Assert.Equal("upsert=true&members=", body[..20]);
        Assert.Equal(value, WebUtility.UrlDecode(body[20..]));
        Assert.DoesNotContain('&', body[20..]);
    }

    [Fact]
    public void A_form_keeps_its_structure()
    {
        var builder = new RequestFixture
        {
            Content = BodyKind.Form,
            Fields = ["a", "b"],
            Body = "x=1&$a=$b&y=$a",
        }.Build();
        Gen.Select(JsonBodyTests.Text, JsonBodyTests.Text)
            .Sample(
                (a, b) =>
                {
                    var pairs = BodyOf(Render(builder, Add, Record(a, b))).Split('&').Select(pair => pair.Split('='));
                    Assert.Equal(
                        [
                            ["x", "1"],
                            [a, b],
                            ["y", a],
                        ],
                        pairs.Select(pair => pair.Select(WebUtility.UrlDecode).ToArray())
                    );
                },
                iter: 20_000
            );
    }

    [Fact]
    public void Lines_are_one_JSON_value_each()
    {
        var fixture = new RequestFixture
        {
            Content = BodyKind.Ndjson,
            Fields = ["id", "n"],
            Body = "{\"list\": \"$cohort_name\"}\n$items",
            Items = " {\"id\": \"$id\", \"n\": $n}\n",
        };
        var body = BodyOf(Render(fixture.Build(), Add, Record("a\"b", "1"), Record("c", null)));
        Assert.EndsWith("\n", body);
        var lines = body.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Equal("a\"b", lines[1].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, lines[2].GetProperty("n").ValueKind);
    }

    [Fact]
    public void Empty_keys_are_left_out_of_lines()
    {
        var fixture = new RequestFixture
        {
            Content = BodyKind.Ndjson,
            Fields = ["id", "n"],
            Body = "$items\n",
            Items = "{\"id\": $id}\n{ \"n\": $n }",
            OmitEmpty = true,
        };
        Assert.Equal(
            "{\"id\":\"a\"}\n{\"n\":\"1\"}\n{\"id\":\"b\"}\n{}\n",
            BodyOf(Render(fixture.Build(), Add, Record("a", "1"), Record("b", null)))
        );
    }

    [Theory]
    [InlineData(BodyKind.Text, "$user_id", "a\nb", "control character")]
    [InlineData(BodyKind.Text, "$user_id", "a\u0085", "control character")]
    [InlineData(BodyKind.Text, "$user_id", "a;b", "\";\"")]
    [InlineData(BodyKind.Text, "$user_id", "a😀b", "\"😀\"")]
    [InlineData(BodyKind.Ndjson, "\"$user_id\"", "a\tb", "control character")]
    [InlineData(BodyKind.Ndjson, "\"$user_id\"", "a;b", "\";\"")]
    public void A_control_or_reserved_character_rejects_the_item(
        BodyKind kind,
        string items,
        string value,
        string reason
    )
    {
        var fixture = new RequestFixture
        {
            Content = kind,
            Body = "$items\n",
            Items = items,
            Reserved = ";😀",
        };
        Assert.Contains(reason, fixture.Build().WhyNot(Record(value)));
        Assert.Null(fixture.Build().WhyNot(Record("é\u00A0Â")));
    }

    [Fact]
    public void A_control_character_in_a_setting_fails_the_run()
    {
        var fixture = new RequestFixture
        {
            Content = BodyKind.Text,
            Body = "$cohort_name",
            CohortName = "a\nb",
        };
        Assert.Equal("cohort_name", Assert.Throws<SettingException>(fixture.Build).Variable);
    }

    [Fact]
    public void Text_is_lines_or_joined()
    {
        var fixture = new RequestFixture
        {
            Content = BodyKind.Text,
            Body = "# $cohort_name\n$items\n",
            Items = "'$user_id'\n",
        };
        Assert.Equal("# Cohort\n'a'\n'\"b\\'\n", BodyOf(fixture.Render("a", "\"b\\")));
        var joined = new RequestFixture
        {
            Content = BodyKind.Text,
            Body = "SADD/$list_id/$items",
            Items = "$user_id",
            Join = "/",
            ListId = "l1",
        };
        Assert.Equal("SADD/l1/a/b", BodyOf(joined.Render("a", "b")));
        Assert.Contains("separator", joined.Build().WhyNot(Record("a/b")));
    }

    [Theory]
    [InlineData(BodyKind.Json, "{\"i\": $items, \"n\": $batch_size}", "{\"id\": \"$user_id\"}", null)]
    [InlineData(BodyKind.Json, "{\"i\": $items}", "\"$user_id\"", "\",\"")]
    [InlineData(BodyKind.Json, "{\"i\": [\"${items | json}\", $items]}", "[$user_id]", null)]
    [InlineData(BodyKind.Form, "i=$items", "\"$user_id\"", null)]
    [InlineData(BodyKind.Form, "i=$items", "$user_id", " & ")]
    [InlineData(BodyKind.Ndjson, "$items", "{\"id\": \"$user_id\"}", null)]
    [InlineData(BodyKind.Text, "$items", "$user_id", ";")]
    public void A_measured_item_takes_exactly_its_bytes(BodyKind kind, string body, string items, string? join)
    {
        var builder = new RequestFixture
        {
            Content = kind,
            Body = body,
            Items = items,
            Join = join,
        }.Build();
        JsonBodyTests
            .Text.Array[1, 8]
            .Sample(values =>
            {
                var records = values
                    .Select(value => Record(value))
                    .Where(record => builder.WhyNot(record) is null)
                    .ToArray();
                Assert.True(
                    records.Length == 0
                        || SizeOf(records) <= builder.Overhead + records.Sum(record => builder.MeasureItem(record))
                );
                for (var count = 1; count < records.Length; count++)
                {
                    Assert.Equal(
                        builder.MeasureItem(records[count]),
                        SizeOf(records[..(count + 1)]) - SizeOf(records[..count])
                    );
                }
            });
        int SizeOf(byte[][] records) => Render(builder, Add, records).Body.WrittenCount;
    }

    [Fact]
    public void A_body_for_one_item_is_measured_whole()
    {
        var builder = new RequestFixture { Body = """{"u": "$user_id", "n": $batch_size}""" }.Build();
        var request = Render(builder, Add, Record("a\""));
        Assert.Equal("""{"u": "a\"", "n": 1}""", BodyOf(request));
        Assert.Equal(request.Body.WrittenCount, builder.Overhead + builder.MeasureItem(Record("a\"")));
        Assert.Throws<InvalidOperationException>(() => Render(builder, Add, Record("a"), Record("b")));
    }

    [Fact]
    public void An_item_larger_than_a_body_may_be_is_refused()
    {
        var builder = new RequestFixture
        {
            Body = "$items",
            Items = "\"$user_id\"",
            BatchBytes = 100,
        }.Build();
        Assert.Null(builder.WhyNot(Record(new string('a', 90))));
        Assert.Contains("batchBytes", builder.WhyNot(Record(new string('"', 90))));
    }

    [Theory]
    [InlineData(null, "7")]
    [InlineData("U:${user_id | upper}", "U:7")]
    public void Answers_name_items_as_the_definition_says(string? match, string name)
    {
        var builder = new RequestFixture { Match = match }.Build();
        var into = new System.Buffers.ArrayBufferWriter<byte>();
        builder.RenderMatch(Record((FieldKind.Number, "7")), into);
        builder.RenderMatch(Record((FieldKind.Number, "7")), into);
        Assert.Equal(name, System.Text.Encoding.UTF8.GetString(into.WrittenSpan));
    }
}
