using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.EndpointTests;

namespace Rollcall.Core.Tests.EndpointTests;

public sealed class MaskedTextTests
{
    private const string Dots = MaskedText.Dots;

    [Fact]
    public void A_secret_as_it_is_becomes_dots() =>
        Assert.Equal(
            $"{{\"token\": \"{Dots}\", \"again\": \"{Dots}\"}}",
            Masked(s => $"{{\"token\": \"{s}\", \"again\": \"{s}\"}}")
        );

    [Fact]
    public void A_secret_in_lower_or_upper_case_becomes_dots() =>
        Assert.Equal($"{Dots}/{Dots}", Masked(s => $"{s.ToLowerInvariant()}/{s.ToUpperInvariant()}"));

    [Fact]
    public void A_secret_behind_an_encoding_becomes_dots_as_a_whole() =>
        Assert.Equal($"Basic {Dots}", Masked(s => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:{s}"))));

    [Fact]
    public void A_hash_of_a_secret_becomes_dots() =>
        Assert.Equal($"{{\"sign\": \"{Dots}\", \"a\": 1}}", Masked(s => $"{{\"sign\": \"{Hash(s)}\", \"a\": 1}}"));

    [Fact]
    public void What_stands_between_two_hashes_of_secrets_is_shown() =>
        Assert.Equal(
            $"/add?a={Dots}&name=Trial&z={Dots}",
            Masked(s => $"/add?a={Hash(s)}&name=Trial&z={Convert.ToBase64String(Encoding.UTF8.GetBytes(Hash(s)))}")
        );

    [Fact]
    public void An_address_that_is_a_secret_keeps_its_scheme() =>
        Assert.Equal($"https://{Dots}/lists", Masked(s => $"{s}/lists", "https://tenant.example.com"));

    [Fact]
    public void An_optional_secret_without_a_value_stays_empty() => Assert.Equal("[]", Masked(s => $"[{s}]", ""));

    [Fact]
    public void Text_without_secrets_stays() => Assert.Equal("plain", Masked(_ => "plain"));

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Masked(Func<string, string> render, string secret = "hunter2") =>
        MaskedText.Of(render(MaskedText.StandIn(0, secret)), render(MaskedText.StandIn(1, secret)));
}
