using Rollcall.Core.Delivery.Wire;

namespace Rollcall.Core.Tests.Delivery.Wire;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData(" 120 ", 120.0)]
    [InlineData("007", 7.0)]
    [InlineData("86399", 86399.0)]
    [InlineData("86400", 86400.0)]
    [InlineData("86401", 86400.0)]
    [InlineData("1000000000000", 86400.0)]
    [InlineData("99999999999999999999999999999999", 86400.0)]
    [InlineData("Sun, 01 Mar 2026 12:01:30 GMT", 90.0)]
    [InlineData("Sunday, 01-Mar-26 12:01:30 GMT", 90.0)]
    [InlineData("Sun Mar  1 12:01:30 2026", 90.0)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0.0)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 0.0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86400.0)]
    [InlineData("-1", null)]
    [InlineData("+5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("120, 60", null)]
    [InlineData("0x10", null)]
    [InlineData("٣", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Retry_after_is_seconds_or_a_date_and_a_day_at_most(string? value, double? seconds) =>
        Assert.Equal(seconds, RetryAfter.Read(value, Now)?.TotalSeconds);

    [Fact]
    public async Task Answer_tells_it_against_the_given_clock()
    {
        await using var server = RawServer.Always(
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: Sun, 01 Mar 2026 12:01:30 GMT\r\nContent-Length: 0\r\n\r\n"
        );
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now);
        using var sender = new Rollcall.Core.Delivery.Sender(
            Core.Delivery.EgressHandler.Create(publicOnly: false, 1),
            time
        );
        var answer = await sender.SendAsync(Sending.Request(server.Url), Sending.Patience, default);
        Assert.Equal(TimeSpan.FromSeconds(90), answer.RetryAfter);
    }
}
