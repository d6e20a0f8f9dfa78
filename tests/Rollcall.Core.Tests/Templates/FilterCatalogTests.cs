using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Templates;

public sealed class FilterCatalogTests
{
    [Fact]
    public void Filters_of_the_format_are_known_and_told_apart()
    {
        Assert.Equal(
            ["trim", "lower", "upper", "digits", "e164", "slug", "replace", "default"],
            FilterCatalog.All.Where(filter => filter.ChangesValue).Select(filter => filter.Name)
        );
        Assert.Equal(
            ["sha256", "sha256b64", "sha1", "md5", "base64", "urlencode", "json", "number", "join"],
            FilterCatalog.All.Where(filter => !filter.ChangesValue).Select(filter => filter.Name)
        );
        Assert.Null(FilterCatalog.Find("Trim"));
    }

    [Fact]
    public void Arguments_are_unquoted()
    {
        var problems = new List<TemplateProblem>();
        var calls = FilterCatalog.Parse(""" trim|replace : "a\"|" , "\\}" | lower """, problems);
        Assert.Empty(problems);
        Assert.Equal(["trim", "replace", "lower"], calls.Select(call => call.Name));
        Assert.Equal(["a\"|", "\\}"], calls[1].Arguments);
    }

    [Theory]
    [InlineData("trim | lowr", 7, "did you mean \"lower\"?")]
    [InlineData("", 0, "Expected a filter's name")]
    [InlineData("trim |", 6, "Expected a filter's name")]
    [InlineData("trim lower", 5, "Expected \"|\"")]
    [InlineData("e164", 0, "takes one argument, as in e164:\"…\"")]
    [InlineData("e164:49", 5, "double quotes")]
    [InlineData("e164:\"+49\"", 0, "without \"+\"")]
    [InlineData("replace:\"a\"", 0, "takes two arguments")]
    [InlineData("replace:\"\",\"a\"", 0, "must not be empty")]
    [InlineData("trim:\"a\"", 0, "takes no arguments")]
    [InlineData("sha256:\"Auto\"", 0, "is \"auto\"")]
    [InlineData("default:\"a", 8, "no closing quote")]
    public void A_fault_is_told_with_its_place(string text, int offset, string message)
    {
        var problems = new List<TemplateProblem>();
        FilterCatalog.Parse(text, problems);
        var problem = Assert.Single(problems);
        Assert.Equal(offset, problem.Offset);
        Assert.Contains(message, problem.Message);
    }
}
