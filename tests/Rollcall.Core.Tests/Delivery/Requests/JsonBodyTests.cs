using System.Text;
using System.Text.Json;
using CsCheck;
using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Members;
using static Rollcall.Core.Tests.Delivery.Requests.RequestFixture;

namespace Rollcall.Core.Tests.Delivery.Requests;

public sealed class JsonBodyTests
{
    public static readonly TheoryData<string> Hostile =
    [
        "\"",
        "\\",
        "\\\"},{\"",
        "\u0000\u0001\u001f\u007f",
        "\r\n\t\b\f",
        "$items",
        "${list_id}",
        "$$",
        "😀 é \u2028\u2029 \uFEFF",
        "</script>",
        "..",
        new string('x', 5000),
        new string('"', 5000),
        "null",
        "1",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_values_arrive_byte_for_byte(string value)
    {
        var request = new RequestFixture
        {
            Body = """{"name": "[Rollcall] $cohort_name", "ids": $items, "$region": "$region-$list_id"}""",
            Items = "\"$user_id\"",
            CohortName = value,
            Values = { ["region"] = value },
            ListId = value,
        }.Render(value, "b");
        using var body = JsonDocument.Parse(request.Body.WrittenMemory);
        var root = body.RootElement;
        Assert.Equal("[Rollcall] " + value, root.GetProperty("name").GetString());
        Assert.Equal(value, root.GetProperty("ids")[0].GetString());
        Assert.Equal("b", root.GetProperty("ids")[1].GetString());
        Assert.Equal(value + "-" + value, root.GetProperty(value).GetString());
    }

    [Fact]
    public void Values_outside_strings_are_written_by_their_kind()
    {
        var builder = new RequestFixture
        {
            Fields = ["a", "b", "c", "d", "e", "f"],
            Body = "$items",
            Items = """{"a":$a,"b":$b,"c":$c,"d":$d,"e":$e,"f":$f}""",
        }.Build();
        var record = Record(
            (FieldKind.Text, "x\"y"),
            (FieldKind.Number, "1.50000000000000000001e5"),
            (FieldKind.True, ""),
            (FieldKind.False, ""),
            (FieldKind.Null, ""),
            (FieldKind.Json, """{"k": [1, "é"]}""")
        );
        Assert.Equal(
            """[{"a":"x\"y","b":1.50000000000000000001e5,"c":true,"d":false,"e":null,"f":{"k": [1, "é"]}}]""",
            BodyOf(Render(builder, Add, record))
        );
    }

    [Fact]
    public void Values_in_strings_are_text_and_null_is_empty()
    {
        var builder = new RequestFixture
        {
            Fields = ["a", "b", "c", "d"],
            Body = "$items",
            Items = "\"$a|$b|$c|$d\"",
        }.Build();
        var record = Record(
            (FieldKind.Number, "007"),
            (FieldKind.True, ""),
            (FieldKind.Null, ""),
            (FieldKind.Json, "[\"x\"]")
        );
        Assert.Equal("""["007|true||[\"x\"]"]""", BodyOf(Render(builder, Add, record)));
    }

    [Fact]
    public void Values_of_the_batch_have_their_kinds()
    {
        var builder = new RequestFixture
        {
            Body =
                """{"in":$in_cohort,"s":"$in_cohort","op":$operation,"n":$batch_size,"t":$computed_time,"m":$message_id,"i":$items}""",
            Items = """["$user_id",$in_cohort]""",
        }.Build();
        Assert.Equal(
            """{"in":true,"s":"true","op":"add","n":2,"t":1790000000,"m":"m-1","i":[["a",true],["b",true]]}""",
            BodyOf(Render(builder, Add, Record("a"), Record("b")))
        );
        Assert.Equal(
            """{"in":false,"s":"false","op":"remove","n":1,"t":1790000000,"m":"m-1","i":[["a",false]]}""",
            BodyOf(Render(builder, Remove, Record("a")))
        );
    }

    [Theory]
    [InlineData(true, "[12345678901234567890,\"12345678901234567890\"]")]
    [InlineData(false, "[\"12345678901234567890\",\"12345678901234567890\"]")]
    public void A_list_ID_keeps_its_digits_and_its_kind(bool isNumber, string body)
    {
        var request = new RequestFixture
        {
            Body = "[$listId,\"$list_Id\"]",
            ListId = "12345678901234567890",
            ListIdIsNumber = isNumber,
        }.Render();
        Assert.Equal(body, BodyOf(request));
    }

    [Theory]
    [InlineData(FieldKind.Json, "{\"a\":1},{}")]
    [InlineData(FieldKind.Json, "]")]
    [InlineData(FieldKind.Number, "1,2")]
    [InlineData(FieldKind.Number, "")]
    public void A_record_that_is_not_what_its_kind_says_is_refused(FieldKind kind, string text)
    {
        var builder = new RequestFixture { Body = "$items", Items = "$user_id" }.Build();
        var record = Record((kind, text));
        Assert.NotNull(builder.WhyNot(record));
        Assert.Throws<InvalidOperationException>(() => Render(builder, Add, record));
    }

    [Fact]
    public void An_empty_key_is_refused()
    {
        var builder = new RequestFixture { Body = "$items", Items = "\"$user_id\"" }.Build();
        Assert.Contains("$user_id is empty", builder.WhyNot(Record("")));
        Assert.Contains("$user_id is empty", builder.WhyNot(Record((string?)null)));
        Assert.Null(builder.WhyNot(Record(" ")));
    }

    [Fact]
    public void A_filter_that_fails_refuses_the_item()
    {
        var builder = new RequestFixture { Body = "$items", Items = "${user_id | number}" }.Build();
        Assert.Contains("$user_id cannot be filtered with number", builder.WhyNot(Record("x")));
        Assert.Null(builder.WhyNot(Record("1")));
        Assert.Equal("[1,2]", BodyOf(Render(builder, Add, Record("1"), Record("2"))));
    }

    [Theory]
    [InlineData(
        """ { "id": "$user_id" , "email": "$email", "n": {"x": $n, "y": [ $n, 1 ]}, "z": "${email | default:"?"}" } """
    )]
    public void Empty_keys_are_left_out_where_asked(string items)
    {
        var fixture = new RequestFixture
        {
            Fields = ["user_id", "email", "n"],
            Body = """{"a": $items}""",
            Items = items,
            OmitEmpty = true,
        };
        var request = Render(fixture.Build(), Add, Record("u", null, null), Record("v", "e", "1"));
        Assert.Equal(
            """{"a": [{"id":"u","n":{"y":[null,1]},"z":"?"},{"id":"v","email":"e","n":{"x":"1","y":["1",1]},"z":"e"}]}""",
            BodyOf(request)
        );
    }

    [Fact]
    public void Leaving_out_works_at_every_position()
    {
        var fixture = new RequestFixture
        {
            Fields = ["a", "b", "c"],
            Body = "$items",
            Items = """{"a":$a,"b":$b,"o":$opt,"c":$c}""",
            OmitEmpty = true,
            Settings = [Optional("opt")],
        };
        var builder = fixture.Build();
        Gen.Bool.Array[3]
            .Sample(nulls =>
            {
                var request = Render(builder, Add, Record([.. nulls.Select(isNull => isNull ? null : "{")]));
                var expected = new[] { "a", "b", "c" }
                    .Where((_, index) => !nulls[index])
                    .Select(name => $"\"{name}\":\"{{\"");
                Assert.Equal("[{" + string.Join(',', expected) + "}]", BodyOf(request));
            });
    }

    [Theory]
    [InlineData("""{"ids": "$items"}""", "\"$user_id\"", """{"ids": "a,b\""}""")]
    [InlineData("""{"ids": $items}""", "\"$user_id\"", """{"ids": "a,b\""}""")]
    [InlineData("""{"ids": $items}""", "$user_id", """{"ids": "a,b\""}""")]
    [InlineData("""{"ids": $items}""", "\"u:\\u0024$user_id\\\\\"", """{"ids": "u:$a\\,u:$b\"\\"}""")]
    [InlineData("""{"ids": $items}""", "<$user_id>", """{"ids": "<a>,<b\">"}""")]
    [InlineData("""{"ids": $items}""", """{"id": $user_id}""", """{"ids": "{\"id\": \"a\"},{\"id\": \"b\\\"\"}"}""")]
    public void Joined_items_are_one_string(string body, string items, string expected)
    {
        var fixture = new RequestFixture
        {
            Body = body,
            Items = items,
            Join = ",",
        };
        Assert.Equal(expected, BodyOf(fixture.Render("a", "b\"")));
        Assert.Contains("separator", fixture.Build().WhyNot(Record("a,b")));
    }

    [Fact]
    public void Items_within_a_string_are_the_text_of_their_array()
    {
        var fixture = new RequestFixture { Body = """{"ids": "${items | json}"}""", Items = "\"$user_id\"" };
        Assert.Equal("""{"ids": "[\"a\",\"b\\\"\"]"}""", BodyOf(fixture.Render("a", "b\"")));
    }

    [Fact]
    public void Items_cannot_hold_items() =>
        Assert.Throws<ArgumentException>(new RequestFixture { Body = "$items", Items = "[$items]" }.Build);

    [Fact]
    public void No_items_are_an_empty_array()
    {
        var request = new RenderedRequest();
        new RequestFixture { Body = "{\"i\":$items}", Items = "\"$user_id\"" }
            .Build()
            .Render(null, Add, request);
        Assert.Equal("{\"i\":[]}", BodyOf(request));
    }

    [Fact]
    public void The_fast_way_writes_what_the_general_way_writes()
    {
        var plain = Builder("$b", "$d");
        var general = Builder("${b | replace:\"\u0001\",\"\u0001\"}", "$d");
        Gen.Select(Text, Text)
            .Array[0, 5]
            .Sample(pairs =>
            {
                var records = pairs.Select(pair => Record("a", pair.Item1, null, pair.Item2)).ToArray();
                Assert.Equal(BodyOf(Render(general, Add, records)), BodyOf(Render(plain, Add, records)));
            });

        static RequestBuilder Builder(string b, string d) =>
            new RequestFixture
            {
                Fields = ["a", "b", "c", "d"],
                Body = "$items",
                Items = $$"""{"b": "{{b}}", "d": "-{{d}}-"}""",
            }.Build();
    }

    [Fact]
    public void Structure_never_changes_and_values_arrive_as_one_node()
    {
        var fixture = new RequestFixture
        {
            Fields = ["a", "b"],
            Body = """{"x": [1, {"k$cohort_name": $cohort_name}], "i": $items, "y": "é$cohort_name\n"}""",
            Items = """{"a": "$a", "b": [$b, "<$a$b>"]}""",
        };
        Gen.Select(Text, Text, Text)
            .Sample(
                (name, a, b) =>
                {
                    var builder = new RequestFixture
                    {
                        Fields = fixture.Fields,
                        Body = fixture.Body,
                        Items = fixture.Items,
                        CohortName = name,
                    }.Build();
                    var request = Render(builder, Add, Record(a, b), Record(b, a));
                    var expected = JsonSerializer.Serialize(
                        new
                        {
                            x = new object[]
                            {
                                1,
                                new Dictionary<string, string> { ["k" + name] = name },
                            },
                            i = new[]
                            {
                                new { a, b = new[] { b, $"<{a}{b}>" } },
                                new { a = b, b = new[] { a, $"<{b}{a}>" } },
                            },
                            y = "é" + name + "\n",
                        }
                    );
                    using var body = JsonDocument.Parse(request.Body.WrittenMemory);
                    using var wanted = JsonDocument.Parse(expected);
                    Assert.True(JsonElement.DeepEquals(wanted.RootElement, body.RootElement), BodyOf(request));
                },
                iter: 20_000
            );
    }

    internal static readonly Gen<string> Text = Gen.OneOf(
        Gen.String.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))),
        Gen.String[Gen.Char["\"\\{}[],:$\n\u0000\u001f/ é\u2028aitems_"], 0, 12]
    );

    internal static Core.Integrations.CustomField Optional(string variable) =>
        new()
        {
            Variable = variable,
            DisplayName = variable,
            Type = Core.Integrations.CustomFieldType.String,
            Required = false,
        };
}
