using System.Text.Json;
using CsCheck;
using Rollcall.Core.Delivery.Answers;

namespace Rollcall.Core.Tests.Delivery.Answers;

/// <summary>The rows come from PostgreSQL 15: <c>select WHOLE::jsonb @&gt; PART::jsonb</c>.</summary>
public sealed class JsonContainmentTests
{
    [Theory]
    [InlineData("\"foo\"", "\"foo\"", true)]
    [InlineData("\"foo\"", "\"fo\"", false)]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("null", "null", true)]
    [InlineData("null", "false", false)]
    [InlineData("[1, 2, 3]", "[1, 3]", true)]
    [InlineData("[1, 2, 3]", "[3, 1]", true)]
    [InlineData("[1, 2, 3]", "[1, 2, 2]", true)]
    [InlineData("[1, 2, 3]", "[4]", false)]
    [InlineData("[1, 2]", "[]", true)]
    [InlineData("[1, 2, [1, 3]]", "[1, 3]", false)]
    [InlineData("[1, 2, [1, 3]]", "[[1, 3]]", true)]
    [InlineData("[[1, 2]]", "[[1]]", true)]
    [InlineData("[\"foo\", \"bar\"]", "\"bar\"", true)]
    [InlineData("[\"foo\", null]", "null", true)]
    [InlineData("[[\"bar\"]]", "\"bar\"", false)]
    [InlineData("\"bar\"", "[\"bar\"]", false)]
    [InlineData("{\"a\": [1, 2]}", "{\"a\": 1}", false)]
    [InlineData("{\"a\": [1, 2]}", "{\"a\": [2]}", true)]
    [InlineData("{\"a\": 1, \"b\": 2}", "{\"b\": 2}", true)]
    [InlineData("{\"a\": 1}", "{}", true)]
    [InlineData("{\"a\": 1}", "[]", false)]
    [InlineData("[]", "{}", false)]
    [InlineData("[{}]", "{}", false)]
    [InlineData("{\"foo\": {\"bar\": \"baz\"}}", "{\"bar\": \"baz\"}", false)]
    [InlineData("{\"foo\": {\"bar\": \"baz\"}}", "{\"foo\": {}}", true)]
    [InlineData("{\"foo\": {\"bar\": \"baz\"}}", "{\"foo\": []}", false)]
    [InlineData("{\"a\": null}", "{\"a\": null}", true)]
    [InlineData("{}", "{\"a\": null}", false)]
    [InlineData("{\"a\": [{\"b\": 1, \"c\": 2}, {\"b\": 3}]}", "{\"a\": [{\"b\": 3}]}", true)]
    [InlineData("{\"a\": [{\"b\": 1}, {\"c\": 2}]}", "{\"a\": [{\"b\": 1, \"c\": 2}]}", false)]
    [InlineData("{\"a\": 1, \"a\": 2}", "{\"a\": 2}", true)]
    [InlineData("{\"a\": 1, \"a\": 2}", "{\"a\": 1}", false)]
    [InlineData("{\"é\": \"\\u00e9\"}", "{\"\\u00e9\": \"é\"}", true)]
    [InlineData("12345678901234567890.1", "12345678901234567890.2", false)]
    public void Containment_is_that_of_PostgreSQL(string whole, string part, bool contained) =>
        Assert.Equal(contained, JsonContainment.Contains(Judging.Json(whole), Judging.Json(part)));

    [Theory]
    [InlineData("1", 0)]
    [InlineData("{}", 0)]
    [InlineData("{\"a\": 1}", 1)]
    [InlineData("{\"a\": {}}", 1)]
    [InlineData("{\"a\": {\"b\": 1}}", 2)]
    [InlineData("{\"a\": 1, \"b\": 2}", 2)]
    [InlineData("[{\"a\": 1}]", 2)]
    [InlineData("{\"a\": [1, 2, 3]}", 4)]
    public void Members_count_at_every_depth(string part, int members) =>
        Assert.Equal(members, JsonContainment.Members(Judging.Json(part)));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        new[] { "1", "2", "\"a\"", "\"b\"", "null", "true" }.Select(Gen.Const).ToArray()
    );

    private static readonly Gen<string> Value = Gen.Recursive<string>(
        (depth, inner) =>
            depth >= 3
                ? Scalar
                : Gen.OneOf(
                    Scalar,
                    inner.Array[0, 3].Select(elements => $"[{string.Join(',', elements)}]"),
                    Gen.Select(Gen.OneOf(new[] { "x", "y", "z" }.Select(Gen.Const).ToArray()), inner)
                        .Array[0, 3]
                        .Select(members =>
                            $"{{{string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}"
                        )
                )
    );

    [Fact]
    public void Every_value_contains_itself_and_containment_goes_on() =>
        Gen.Select(Value, Value, Value)
            .Sample(
                (a, b, c) =>
                {
                    var (first, second, third) = (Judging.Json(a), Judging.Json(b), Judging.Json(c));
                    Assert.True(JsonContainment.Contains(first, first));
                    if (Nested(first, second) && Nested(second, third))
                    {
                        Assert.True(JsonContainment.Contains(first, third));
                    }
                }
            );

    // At the root alone an array contains a scalar, which does not carry on.
    private static bool Nested(JsonElement whole, JsonElement part) =>
        whole.ValueKind == part.ValueKind && JsonContainment.Contains(whole, part);
}
