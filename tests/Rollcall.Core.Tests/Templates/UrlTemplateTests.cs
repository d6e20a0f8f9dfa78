using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Templates;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("https://$region.api.acme.example/lists/$list_id/add?k=$api_key&$x", "Host Path Query Query")]
    [InlineData("HTTP://api-$region.acme.example:$port/v1.$x/", "Host Host Path")]
    [InlineData("$base", "WholeHost")]
    [InlineData("$base/v1/$x?y", "WholeHost Path")]
    [InlineData("$base?x=$y", "WholeHost Query")]
    [InlineData("https://$host/x", "BareHost")]
    [InlineData("https://$host:8080", "BareHost")]
    [InlineData("https://api.acme.$tld/x", "BareHost")]
    [InlineData("https://$a.acme$b/x", "Host BareHost")]
    [InlineData("https://acme.example?to=http://x/?$y", "Query")]
    [InlineData("http://[::1]:8080/$x", "Path")]
    [InlineData("http://127.0.0.1:8080/%2E%2e$x/..a/a//b:@!$$&'()*+,;=~_-%20", "Path")]
    [InlineData("http://localhost", "")]
    public void Parts_of_an_address_are_told_apart(string source, string parts)
    {
        var template = TemplateTests.Parse(source, TemplatePlace.Url);
        Assert.Equal(parts, string.Join(' ', template.Uses.Select(use => use.Part)));
    }

    [Theory]
    [InlineData("", 0, "begins with https://")]
    [InlineData("ftp://a/", 0, "begins with https://")]
    [InlineData("/x", 0, "begins with https://")]
    [InlineData("$a$b/x", 2, "follows a variable that is a whole address")]
    [InlineData("$a:8080/x", 2, "follows a variable that is a whole address")]
    [InlineData("https://", 0, "host is missing")]
    [InlineData("https:///x", 0, "host is missing")]
    [InlineData("https://u:p@a/", 10, "port is a number")]
    [InlineData("https://u@a/", 9, "use authentication")]
    [InlineData("https://$user@a/", 13, "use authentication")]
    [InlineData("https://a:0/", 8, "1 to 65535")]
    [InlineData("https://a:/", 8, "1 to 65535")]
    [InlineData("https://é.example/", 8, "xn--")]
    [InlineData("https://a b/", 9, "letters, digits")]
    [InlineData("https://-a-./", 8, "no host name")]
    [InlineData("https://$a.0.0.1/", 8, "numeric address")]
    [InlineData("https://a/b#c", 11, "fragment")]
    [InlineData("https://a/b?c#$d", 13, "fragment")]
    [InlineData("https://a/../b", 10, "resolved")]
    [InlineData("https://a/%2e%2E", 10, "resolved")]
    [InlineData("https://a/./", 10, "resolved")]
    [InlineData("https://a/%$x", 11, "write %25")]
    [InlineData("https://a/%2", 12, "write %25")]
    [InlineData("https://a/%zz", 11, "write %25")]
    [InlineData("https://a/b c", 11, "write %20")]
    [InlineData("https://a/é", 10, "write %C3%A9")]
    [InlineData("https://a/\\", 10, "write %5C")]
    [InlineData("https://a/?\"", 11, "write %22")]
    [InlineData("https://a/\n", 10, "write %0A")]
    [InlineData("https://[::1/", 8, "not closed")]
    public void An_address_that_could_be_read_otherwise_is_refused(string source, int offset, string message) =>
        TemplateTests.AssertFault(source, TemplatePlace.Url, offset, message);
}
