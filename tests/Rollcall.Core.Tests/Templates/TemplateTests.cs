using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Templates;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("$a", "a")]
    [InlineData("$a_1-b", "a_1")]
    [InlineData("$api-key", "api")]
    [InlineData("${a}b", "a")]
    [InlineData("${ a | trim | sha256 }", "a")]
    [InlineData("$$a", "")]
    [InlineData("$$$a", "a")]
    [InlineData("$ $1 $- $", "")]
    [InlineData("$listId $list_Id ${amp_cohort_name}", "list_id list_id cohort_name")]
    [InlineData("$a$b", "a b")]
    [InlineData("${a | replace:\"}\",\"|\"}x", "a")]
    public void The_longest_name_counts(string source, string names)
    {
        var template = Parse(source, TemplatePlace.Plain);
        Assert.Equal(names, string.Join(' ', template.Uses.Select(use => use.Name)));
        Assert.Equal(source, template.Source);
        Assert.All(template.Uses, use => Assert.Equal('$', source[use.Offset]));
    }

    [Theory]
    [InlineData("x ${a", 2, "no closing")]
    [InlineData("${}", 2, "Expected a variable's name")]
    [InlineData("${1}", 2, "Expected a variable's name")]
    [InlineData("${a b}", 4, "Expected \"|\"")]
    [InlineData("${a | nope}", 6, "There is no filter")]
    [InlineData("${a | }", 6, "Expected a filter's name")]
    [InlineData("é ${a | trimm}", 8, "did you mean \"trim\"?")]
    [InlineData("${a | default:\"x}", 14, "no closing quote")]
    public void A_fault_of_syntax_is_told_with_its_place(string source, int offset, string message) =>
        AssertFault(source, TemplatePlace.Plain, offset, message);

    [Fact]
    public void All_faults_of_variables_are_told_at_once()
    {
        var problems = new List<TemplateProblem>();
        Assert.Null(Template.Parse("${a | x1} ${} ${b | x2 | x3}", TemplatePlace.Plain, problems));
        Assert.Equal([6, 12, 20, 25], problems.Select(problem => problem.Offset));
    }

    [Theory]
    [InlineData("""{"userIds": $items, "n": [1, -2.5e3, true, null, "a\n\u00e9$x", $y, {"$k-x": {}}]}""")]
    [InlineData("$items")]
    [InlineData("\"$a$b\"")]
    [InlineData(" [ ] \n")]
    [InlineData("""{"price": "$$5", "${a | default:"x"}": "${b | replace:"{","\"" }"}""")]
    [InlineData("""{"$a": 1, "$b": 2, "${a | lower}": 3}""")]
    [InlineData("\"\\ud83d\\ude00 😀\"")]
    public void Json_with_holes_is_accepted(string source) => Parse(source, TemplatePlace.Json);

    [Theory]
    [InlineData("""{"a": 1$x}""", 7, "directly after other text")]
    [InlineData("""{"a": ${x}1}""", 10, "Expected a comma")]
    [InlineData("""{"a": tru$x}""", 9, "directly after other text")]
    [InlineData("""{$x: 1}""", 1, "within double quotes")]
    [InlineData("""[$x$y]""", 3, "Expected a comma")]
    [InlineData("""[$x "a"]""", 4, "Expected a comma")]
    [InlineData("""["a"$x]""", 4, "Expected a comma")]
    [InlineData("""[1,]""", 3, "comma stands before")]
    [InlineData("""{"a":1,}""", 7, "comma stands before")]
    [InlineData("""{"a" 1}""", 5, "Expected a colon")]
    [InlineData("""{"a":}""", 5, "Expected a value")]
    [InlineData("""{"a":1 "b":2}""", 7, "Expected a comma")]
    [InlineData("""{"a":1}}""", 7, "no open {")]
    [InlineData("""[1}""", 2, "no open {")]
    [InlineData("""{"a":[1}""", 7, "no open {")]
    [InlineData("""{"a":1""", 6, "not closed")]
    [InlineData("""["a""", 3, "double quote is missing")]
    [InlineData("""{"a":1} $x""", 8, "cannot follow")]
    [InlineData("", 0, "there is none")]
    [InlineData("  ", 2, "there is none")]
    [InlineData("""{"a":1,"a":2}""", 7, "stands twice")]
    [InlineData("""{"a":1,"\u0061":2}""", 7, "stands twice")]
    [InlineData("""{"x$a":1,"x${a}":2}""", 9, "stands twice")]
    [InlineData("[\"a\nb\"]", 3, "write \\n")]
    [InlineData("[\"\u0001\"]", 2, "write \\u0001")]
    [InlineData("""["\x"]""", 3, "no escape of JSON")]
    [InlineData("""["\$x"]""", 3, "backslash stands before")]
    [InlineData("""["\u12$x"]""", 6, "backslash stands before")]
    [InlineData("""["\ud83d$x"]""", 8, "half of a character")]
    [InlineData("""["\ud83d"]""", 8, "half of a character")]
    [InlineData("""["\ude00"]""", 7, "half of a character")]
    [InlineData("""[01]""", 1, "no JSON value")]
    [InlineData("""[NaN]""", 1, "no JSON value")]
    [InlineData("""['a']""", 1, "no JSON value")]
    [InlineData("""{"a": 1, // c""", 9, "no JSON value")]
    [InlineData("""[-$x]""", 2, "directly after other text")]
    [InlineData("""[,$x]""", 1, "Expected a value")]
    [InlineData("""{"a":{"b":1},"c"}""", 16, "Expected a colon")]
    public void Json_that_could_be_malformed_is_refused(string source, int offset, string message) =>
        AssertFault(source, TemplatePlace.Json, offset, message);

    [Fact]
    public void Json_that_receivers_find_too_deep_is_refused()
    {
        Parse(new string('[', 64) + "$x" + new string(']', 64), TemplatePlace.Json);
        AssertFault(new string('[', 100_000), TemplatePlace.Json, 64, "deeper than 64");
    }

    [Fact]
    public void A_long_wrong_name_costs_nothing() =>
        AssertFault("${a | " + new string('x', 1_000_000) + "}", TemplatePlace.Plain, 6, "There is no filter");

    [Fact]
    public void A_variable_within_quotes_is_told_from_one_that_is_a_value()
    {
        var template = Parse("""{"a": $items, "$b": "$items"}""", TemplatePlace.Json);
        Assert.Equal([false, true, true], template.Uses.Select(use => use.InString));
    }

    [Theory]
    [InlineData("$items")]
    [InlineData("$items\n")]
    [InlineData("{\"a\": $x}\n[$items]\n\n\"x\"")]
    public void Lines_of_json_are_accepted(string source) => Parse(source, TemplatePlace.JsonLines);

    [Theory]
    [InlineData("{\"a\":\n1}", 5, "one line")]
    [InlineData("1 2", 2, "line of its own")]
    [InlineData("\n", 1, "there is none")]
    public void Lines_that_are_no_json_are_refused(string source, int offset, string message) =>
        AssertFault(source, TemplatePlace.JsonLines, offset, message);

    [Theory]
    [InlineData("Bearer $a\r\n", 9)]
    [InlineData("é", 0)]
    [InlineData("a\tb", 1)]
    public void A_header_is_one_line_of_ASCII(string source, int offset) =>
        AssertFault(source, TemplatePlace.Header, offset, "printable ASCII");

    [Theory]
    [InlineData("a=$x&b", 5, "= is missing")]
    [InlineData("{\"a\": 1}", 0, "= is missing")]
    [InlineData("a=1&", 4, "= is missing")]
    [InlineData("a=1\nb=2", 3, "one line")]
    [InlineData("a=100%", 5, "write %25")]
    public void A_form_is_made_of_pairs(string source, int offset, string message) =>
        AssertFault(source, TemplatePlace.Form, offset, message);

    [Fact]
    public void Half_a_surrogate_pair_is_refused_everywhere()
    {
        foreach (var place in Enum.GetValues<TemplatePlace>())
        {
            var problems = new List<TemplateProblem>();
            Assert.Null(Template.Parse("\"a=\uD800\"", place, problems));
            Assert.Contains(problems, problem => problem.Offset == 3);
        }
    }

    internal static Template Parse(string source, TemplatePlace place)
    {
        var problems = new List<TemplateProblem>();
        var template = Template.Parse(source, place, problems);
        Assert.Empty(problems);
        return template!;
    }

    internal static void AssertFault(string source, TemplatePlace place, int offset, string message)
    {
        var problems = new List<TemplateProblem>();
        Assert.Null(Template.Parse(source, place, problems));
        var problem = Assert.Single(problems);
        Assert.Contains(message, problem.Message);
        Assert.Equal(offset, problem.Offset);
    }
}
