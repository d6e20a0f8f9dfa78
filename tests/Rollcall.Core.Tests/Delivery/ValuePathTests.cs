using System.Text.Json;
using CsCheck;
using Rollcall.Core.Delivery;

namespace Rollcall.Core.Tests.Delivery;

public sealed class ValuePathTests
{
    private const string Document = """
        {
          "listId": 90071992547409931234,
          "data": {"id": "abc", "0": "zero", "a.b": 1, "$id": 2},
          "items": [{"id": 1.50}, {"id": "x"}, {"no": 1}, 7],
          "errors": {"u1": {"why": "bad"}, "u2": {"why": "worse"}},
          "twice": 1, "twice": 2,
          "flat": [[1, 2], [3]]
        }
        """;

    [Theory]
    [InlineData("listId", "90071992547409931234")]
    [InlineData("$.listId", "90071992547409931234")]
    [InlineData("data.id", "\"abc\"")]
    [InlineData("data.0", "\"zero\"")]
    [InlineData("data[id]", "\"abc\"")]
    [InlineData("data[\"a.b\"]", "1")]
    [InlineData("data['a.b']", "1")]
    [InlineData("data[\"$id\"]", "2")]
    [InlineData("items[0].id", "1.50")]
    [InlineData("items.1.id", "\"x\"")]
    [InlineData("items[*].id", "1.50 \"x\"")]
    [InlineData("items.*.id", "1.50 \"x\"")]
    [InlineData("errors.*.why", "\"bad\" \"worse\"")]
    [InlineData("errors[*].why", "\"bad\" \"worse\"")]
    [InlineData("flat[*][0]", "1 3")]
    [InlineData("flat[*][*]", "1 2 3")]
    [InlineData("twice", "2")]
    [InlineData("items[4]", "")]
    [InlineData("items[0].id.deeper", "")]
    [InlineData("data[0]", "")]
    [InlineData("missing.id", "")]
    [InlineData("ListId", "")]
    public void Path_leads_to_the_values_with_their_digits(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Parse(text).Find(Root()).Select(match => match.Value.GetRawText())));

    [Theory]
    [InlineData("")]
    [InlineData("$.")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[]")]
    [InlineData("a]")]
    [InlineData("a[-1]")]
    [InlineData("a[1.5]")]
    [InlineData("a[1]b")]
    [InlineData("a[\"b]")]
    [InlineData("a[\"b\"")]
    [InlineData("a[\"b\".c]")]
    [InlineData("a[[0]]")]
    [InlineData("$list_id")]
    [InlineData("data.$id")]
    [InlineData("$$")]
    [InlineData(" a")]
    [InlineData("a .b")]
    public void Malformed_path_is_refused_with_a_sentence(string text)
    {
        Assert.False(ValuePath.TryParse(text, out var path, out var error));
        Assert.Null(path);
        Assert.EndsWith(".", error);
    }

    [Fact]
    public void Dollar_is_the_place_itself()
    {
        var path = Parse("$");
        Assert.True(path.IsSelf);
        Assert.Equal(JsonValueKind.Object, Assert.Single(path.Find(Root())).Value.ValueKind);
    }

    [Fact]
    public void Entries_of_a_map_know_their_key()
    {
        Assert.True(Parse("$key").IsOwnKey);
        Assert.False(Parse("$key").IsSelf);
        Assert.Empty(Parse("$key").Find(Root()));
        Assert.Equal(["u1", "u2"], Parse("errors.*").Find(Root()).Select(match => match.Key));
        Assert.Equal([null, null], Parse("flat[*]").Find(Root()).Select(match => match.Key));
    }

    [Theory]
    [InlineData("$.data.id", "data.id")]
    [InlineData("$[0].id", "[0].id")]
    [InlineData("list[id]", "list[id]")]
    [InlineData("$", "$")]
    [InlineData("$key", "$key")]
    public void Text_is_as_written_without_the_root_and_reads_back(string text, string expected)
    {
        Assert.Equal(expected, Parse(text).Text);
        Assert.Equal(expected, Parse(expected).Text);
    }

    [Fact]
    public void Any_text_is_a_path_or_a_sentence() =>
        Gen.String[Gen.Char["ab0$.*[]\"' -"], 0, 12]
            .Sample(text =>
            {
                var parsed = ValuePath.TryParse(text, out var path, out var error);
                Assert.Equal(parsed, path is not null);
                Assert.Equal(parsed, error is null);
                _ = path?.Find(Root()).Count();
            });

    private static JsonElement Root() => JsonDocument.Parse(Document).RootElement;

    private static ValuePath Parse(string text) =>
        ValuePath.TryParse(text, out var path, out var error) ? path! : throw new ArgumentException(error);
}
