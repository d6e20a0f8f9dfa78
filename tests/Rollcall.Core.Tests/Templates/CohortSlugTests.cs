using CsCheck;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Templates;

public sealed class CohortSlugTests
{
    [Theory]
    [InlineData("Saturday's cohort & héllo", "Saturday-s-cohort-he-llo")]
    [InlineData("  a  ", "-a-")]
    [InlineData("", "")]
    [InlineData("ﬁ①", "fi1")]
    [InlineData("日本", "-")]
    [InlineData("a\uD800b", "a-b")]
    [InlineData("a_B-9", "a_B-9")]
    [InlineData("x\uFFFEy\U0010FFFF", "x-y-")]
    public void A_name_becomes_its_slug(string name, string slug) => Assert.Equal(slug, CohortSlug.Of(name));

    [Fact]
    public void A_slug_is_cut_to_100_characters() =>
        Assert.Equal(new string('a', 99) + "-", CohortSlug.Of(new string('a', 99) + "éé and more"[2..].Insert(0, "?")));

    [Fact]
    public void A_name_that_grows_eighteenfold_is_cut_too() =>
        Assert.Equal("-", CohortSlug.Of(new string('\uFDFA', 1000)));

    [Theory]
    [InlineData("日本", "-c1")]
    [InlineData("__", "__c1")]
    [InlineData("日本 2", "-2")]
    public void A_slug_without_letter_or_digit_gets_the_cohorts_ID_where_it_is_an_ID(string name, string id) =>
        Assert.Equal(id, CohortSlug.AsId(name, "c1"));

    [Fact]
    public void Every_name_has_a_slug_of_safe_characters() =>
        Gen.String.Sample(name => Assert.Matches("^[A-Za-z0-9_-]{0,100}$", CohortSlug.Of(name)));
}
