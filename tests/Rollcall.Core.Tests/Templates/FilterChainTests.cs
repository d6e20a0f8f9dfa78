using System.Text;
using CsCheck;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Templates;

public sealed class FilterChainTests
{
    [Theory]
    [InlineData("trim", " \t\u00A0\u3000x y\u2028 ", "x y")]
    [InlineData("trim", "   ", "")]
    [InlineData("lower", "ABC-É-𐐀", "abc-é-𐐨")]
    [InlineData("lower", "A@X.Example", "a@x.example")]
    [InlineData("upper", "ß-é-𐐨", "ß-É-𐐀")]
    [InlineData("digits", "+49 (0)170-٣", "4901703")]
    [InlineData("slug", "Saturday's cohort & héllo", "Saturday-s-cohort-he-llo")]
    [InlineData("replace:\"a\",\"aa\"", "banana", "baanaanaa")]
    [InlineData("replace:\"\\\"\",\"\\\\\"", "x\"y", "x\\y")]
    [InlineData("default:\"x\"", "", "x")]
    [InlineData("default:\"x\"", "y", "y")]
    [InlineData("e164:\"49\"", "0170 / 123-4567", "+491701234567")]
    [InlineData("e164:\"49\"", "+49 (0) 170 1234567", "+491701234567")]
    [InlineData("e164:\"49\"", "0049 170 1234567", "+491701234567")]
    [InlineData("e164:\"49\"", "+1 (415) 555-2671", "+14155552671")]
    [InlineData("e164:\"1\"", "1 415 555 2671", "+14155552671")]
    [InlineData("e164:\"1\"", "415.555.2671", "+14155552671")]
    [InlineData("e164:\"39\"", "06 1234 5678", "+390612345678")]
    [InlineData("sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha256b64", "abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")]
    [InlineData("sha1", "abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("md5", "abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("base64", "é", "w6k=")]
    [InlineData("urlencode", "a b/é~", "a%20b%2F%C3%A9~")]
    [InlineData("trim | lower | sha256", " ABC ", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "sha256:\"auto\"",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
    )]
    [InlineData("sha256:\"auto\"", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("join", """["a","b\n",null,7,{"c": 1}]""", "a,b\n,,7,{\"c\": 1}")]
    [InlineData("join:\"; \"", "[]", "")]
    public void A_text_is_filtered(string filters, string value, string expected)
    {
        Assert.True(Apply(filters, FieldKind.Text, value, out var kind, out var text));
        Assert.Equal((FieldKind.Text, expected), (kind, text));
    }

    [Theory]
    [InlineData("number", FieldKind.Text, "007.")]
    [InlineData("number", FieldKind.Text, "")]
    [InlineData("number", FieldKind.Text, "01")]
    [InlineData("number", FieldKind.Text, "NaN")]
    [InlineData("number", FieldKind.Text, " 1")]
    [InlineData("number", FieldKind.True, "")]
    [InlineData("json", FieldKind.Text, "{")]
    [InlineData("json", FieldKind.Text, "1 2")]
    [InlineData("json", FieldKind.Text, "")]
    [InlineData("join", FieldKind.Text, "a,b")]
    [InlineData("join", FieldKind.Text, "[1] x")]
    [InlineData("join", FieldKind.Text, """["\ud800"]""")]
    [InlineData("e164:\"49\"", FieldKind.Text, "call me")]
    [InlineData("e164:\"49\"", FieldKind.Text, "110")]
    [InlineData("e164:\"49\"", FieldKind.Text, "+49170123456789012")]
    [InlineData("e164:\"49\"", FieldKind.Text, "+0170123456")]
    [InlineData("e164:\"49\"", FieldKind.Text, "0170+123456")]
    public void A_value_that_a_filter_cannot_take_is_refused(string filters, FieldKind kind, string value) =>
        Assert.False(Apply(filters, kind, value, out _, out _));

    [Theory]
    [InlineData("number", "-12345678901234567890.5e+3")]
    [InlineData("number", "0")]
    public void A_number_keeps_its_digits(string filters, string value)
    {
        Assert.True(Apply(filters, FieldKind.Text, value, out var kind, out var text));
        Assert.Equal((FieldKind.Number, value), (kind, text));
    }

    [Fact]
    public void Json_text_is_inserted_byte_for_byte()
    {
        Assert.True(Apply("json", FieldKind.Text, """ {"a": [1, "é"]} """, out var kind, out var text));
        Assert.Equal((FieldKind.Json, """ {"a": [1, "é"]} """), (kind, text));
    }

    [Fact]
    public void Null_stays_null_but_for_default()
    {
        foreach (var filter in FilterCatalog.All.Where(filter => filter.LeastArguments == 0))
        {
            Assert.True(Apply(filter.Name, FieldKind.Null, "", out var kind, out _));
            Assert.Equal(FieldKind.Null, kind);
        }
        Assert.True(Apply("default:\"x\"", FieldKind.Null, "", out var filled, out var text));
        Assert.Equal((FieldKind.Text, "x"), (filled, text));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_by_every_filter()
    {
        foreach (var filter in new[] { "trim", "lower", "sha256", "default:\"x\"", "base64" })
        {
            var chain = FilterChain.Compile(FilterCatalog.Parse(filter, []));
            Assert.False(chain.TryApply(new FieldValue(FieldKind.Text, [0x61, 0xED, 0xA0, 0x80]), out _));
        }
    }

    [Fact]
    public void Lower_is_the_invariant_lower_case_of_each_character() =>
        Gen.String.Sample(text =>
        {
            var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            var expected = string.Concat(valid.EnumerateRunes().Select(Rune.ToLowerInvariant));
            Assert.True(Apply("lower", FieldKind.Text, valid, out _, out var lower));
            Assert.Equal(expected, lower);
        });

    [Theory]
    [InlineData("trim | lower")]
    [InlineData("replace:\"ö\",\"o\" | slug")]
    [InlineData("replace:\"x\",\"yy\"")]
    [InlineData("default:\"x\" | base64 | urlencode")]
    [InlineData("sha256")]
    [InlineData("md5 | sha256b64")]
    [InlineData("digits | e164:\"49\"")]
    public void Applying_filters_allocates_nothing(string filters)
    {
        var chain = FilterChain.Compile(FilterCatalog.Parse(filters, []));
        var value = Encoding.UTF8.GetBytes("  Jörg.X@Example.com 0170 1234567 ");
        void Once() => Assert.True(chain.TryApply(new FieldValue(FieldKind.Text, value), out _));
        Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Once();
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static bool Apply(string filters, FieldKind kind, string value, out FieldKind resultKind, out string text)
    {
        var problems = new List<TemplateProblem>();
        var chain = FilterChain.Compile(FilterCatalog.Parse(filters, problems));
        Assert.Empty(problems);
        var applied = chain.TryApply(new FieldValue(kind, Encoding.UTF8.GetBytes(value)), out var result);
        (resultKind, text) = (result.Kind, Encoding.UTF8.GetString(result.Bytes));
        return applied;
    }
}
