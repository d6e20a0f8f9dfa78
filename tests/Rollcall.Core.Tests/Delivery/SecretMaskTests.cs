using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Rollcall.Core.Delivery;

namespace Rollcall.Core.Tests.Delivery;

public sealed class SecretMaskTests
{
    private const string Secret = "s3cr+t/\"kéy\" & 100%~'!";

    public static TheoryData<string, string> Spellings()
    {
        var utf8 = Encoding.UTF8.GetBytes(Secret);
        var base64 = Convert.ToBase64String(utf8);
        return new()
        {
            { "plain", Secret },
            { "base64", base64 },
            { "base64 without padding", base64.TrimEnd('=') },
            { "base64url", base64.TrimEnd('=').Replace('+', '-').Replace('/', '_') },
            { "base64 in a URL", Uri.EscapeDataString(base64) },
            { "basic, as the user", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret + ":password")) },
            { "basic, as the password", Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Secret)) },
            { "basic, one letter further", Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + Secret + "x")) },
            { "hex", Convert.ToHexString(utf8) },
            { "hex, lower", Convert.ToHexStringLower(utf8) },
            { "URL", Uri.EscapeDataString(Secret) },
            { "URL, lower", Lower(Uri.EscapeDataString(Secret)) },
            { "encodeURIComponent", Uri.EscapeDataString(Secret).Replace("%27", "'").Replace("%21", "!") },
            { "form", WebUtility.UrlEncode(Secret) },
            { "form, strict", Uri.EscapeDataString(Secret).Replace("%20", "+") },
            { "JSON", JsonSerializer.Serialize(Secret) },
            { "JSON, relaxed", $"\"{Secret.Replace("\"", "\\\"")}\"" },
            { "JSON, slashes escaped", $"\"{Secret.Replace("\"", "\\\"").Replace("/", "\\/")}\"" },
            { "JSON, ASCII", $"\"{Secret.Replace("\"", "\\\"").Replace("é", "\\u00e9")}\"" },
            { "base64 in JSON", JsonSerializer.Serialize(base64) },
            { "URL, letters too", string.Concat(utf8.Select(octet => $"%{octet:x2}")) },
            { "JSON, letters too", string.Concat(Secret.Select(letter => $"\\u{(int)letter:X4}")) },
            { "HTML, numbers", string.Concat(Secret.Select(letter => $"&#{(int)letter};")) },
            { "HTML", WebUtility.HtmlEncode(Secret) },
        };
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Secret_is_hidden_however_it_is_spelt(string name, string spelling)
    {
        var hidden = new SecretMask([Secret]).Hide($"<{spelling}> and <{spelling}>");
        Assert.True(hidden.Trim('<', '>', '"').Replace("\"", "") is "***> and <***", $"{name}: {hidden}");
    }

    [Theory]
    [InlineData("abcdef|defghi", "abcdefghi", "***")]
    [InlineData("abcd|abcdefgh", "xabcdefghy", "x***y")]
    [InlineData("abcdefgh|cdef", "xabcdefghy", "x***y")]
    [InlineData("aaaa", "aaaaaaaaa b", "*** b")]
    [InlineData("abab", "xababaxabab", "x***ax***")]
    [InlineData("abcd|efgh", "abcdefgh abcd-efgh", "*** ***-***")]
    [InlineData(" padded\n", "x padded y", "x *** y")]
    [InlineData("abc||x", "abc x", "abc x")]
    [InlineData("abcd", "ABCD ab cd", "ABCD ab cd")]
    [InlineData("abcd", "", "")]
    public void Overlapping_secrets_are_hidden_whole(string secrets, string text, string hidden) =>
        Assert.Equal(hidden, new SecretMask(secrets.Split('|')).Hide(text));

    [Fact]
    public void Text_without_secrets_is_untouched()
    {
        var text = new string('x', 1000);
        Assert.Same(text, new SecretMask(["top-secret"]).Hide(text));
        Assert.Same(text, new SecretMask([]).Hide(text));
    }

    [Fact]
    public void No_secret_is_left_in_any_text() =>
        Gen.Select(
                Gen.String[Gen.Char["abcé+/\"%& "], 4, 12].Array[1, 3],
                Gen.String[Gen.Char["abcé+/\"%& "], 0, 20].Array[0, 4]
            )
            .Sample(
                (secrets, texts) =>
                {
                    var trimmed = secrets.Where(secret => secret.Trim().Length >= 4).ToArray();
                    var mask = new SecretMask(trimmed);
                    var text = string.Join("|", texts.Concat(trimmed).Concat(trimmed.Select(Uri.EscapeDataString)));
                    var hidden = mask.Hide(text);
                    Assert.All(trimmed, secret => Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal));
                    Assert.Equal(hidden, mask.Hide(hidden));
                }
            );

    private static string Lower(string escaped) =>
        System.Text.RegularExpressions.Regex.Replace(escaped, "%[0-9A-F]{2}", match => match.Value.ToLowerInvariant());
}
