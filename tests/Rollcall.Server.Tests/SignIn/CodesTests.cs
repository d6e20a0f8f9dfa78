using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Rollcall.Server.Tests.SignIn;

public sealed partial class CodesTests
{
    [Fact]
    public async Task With_one_time_codes_on_a_password_alone_is_not_enough()
    {
        await using var portal = await TestPortal.StartAsync();
        var ada = await portal.PersonAsync("Ada", "Acme");
        using var browser = await portal.SignedInAsync(ada);
        var page = await browser.SendAsync("/account", "codes-begin");
        var key = Key().Match(page).Groups[1].Value.Replace(" ", "");
        Assert.Contains("not right", await browser.SendAsync(page, "/account", "codes-on", ("Codes.Code", "000000")));
        page = await browser.SendAsync(page, "/account", "codes-on", ("Codes.Code", CodeOf(key)));
        var recovery = Recovery().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, recovery.Count);
        await AssertNotStoredAsync(portal, [key, .. recovery]);

        using var second = await portal.SignedInAsync(ada);
        Assert.StartsWith("/sign-in/code", second.Path);
        await second.SendAsync("/sign-in/code", "code", ("Form.Code", CodeOf(key)));
        Assert.EndsWith("/cohorts", second.Path);

        using var third = await portal.SignedInAsync(ada);
        await third.SendAsync("/sign-in/code", "code", ("Form.Code", recovery[0]));
        Assert.EndsWith("/cohorts", third.Path);
        using var fourth = await portal.SignedInAsync(ada);
        Assert.Contains("not right", await fourth.SendAsync("/sign-in/code", "code", ("Form.Code", recovery[0])));
    }

    private static async Task AssertNotStoredAsync(TestPortal portal, IEnumerable<string> secrets)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(portal.Options.Data, "rollcall.db")}"
        );
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(Value) FROM AspNetUserTokens";
        var stored = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase));
    }

    // RFC 6238: what an authenticator app shows.
    private static string CodeOf(string base32)
    {
        var bits = string.Concat(
            base32.Select(letter =>
                Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')
            )
        );
        var key = Enumerable
            .Range(0, bits.Length / 8)
            .Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))
            .ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard says SHA-1, and every app speaks it.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }

    [GeneratedRegex("<li data-key[^>]*>([A-Z2-7 ]+)</li>")]
    private static partial Regex Key();

    [GeneratedRegex("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex Recovery();
}
