using Rollcall.Cli.Parsing;

namespace Rollcall.Cli.Tests.Parsing;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("5ms", 0.005)]
    [InlineData("1s", 1)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("1h", 3600)]
    [InlineData("1d", 86400)]
    public void Durations_have_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Amounts.Duration(text));

    [Theory]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1e9s")]
    [InlineData("1,5s")]
    [InlineData(" 1s")]
    [InlineData("99999999999d")]
    public void What_is_no_duration_is_told(string text) => Assert.Null(Amounts.Duration(text));

    [Theory]
    [InlineData("1KB", 1024)]
    [InlineData("128MB", 128 << 20)]
    [InlineData("1.5gb", 1610612736)]
    public void Sizes_have_a_unit(string text, long bytes) => Assert.Equal(bytes, Amounts.Size(text));

    [Theory]
    [InlineData("20%", 0.2)]
    [InlineData("0%", 0)]
    [InlineData("0.5%", 0.005)]
    [InlineData("100%", 1)]
    public void Shares_are_percent(string text, double share) => Assert.Equal(share, Amounts.Share(text)!.Value, 9);

    [Theory]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("%")]
    [InlineData("20")]
    public void What_is_no_share_is_told(string text) => Assert.Null(Amounts.Share(text));
}
