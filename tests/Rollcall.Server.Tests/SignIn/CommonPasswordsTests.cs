using Rollcall.Server.SignIn;

namespace Rollcall.Server.Tests.SignIn;

public sealed class CommonPasswordsTests
{
    private static readonly PasswordRules Rules = new(new CommonPasswords());

    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd!2026")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop123")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("iloveyou1234")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklmn")]
    [InlineData("Summer2026!!")]
    [InlineData("adminadminadmin")]
    [InlineData("Welcome-to-Rollcall-1")]
    [InlineData("monkeydragon99")]
    [InlineData("zxcvbnm,./12")]
    [InlineData("letmein-letmein")]
    [InlineData("Lovelace1815!")]
    [InlineData("ada@example.com")]
    public void What_guessing_starts_with_is_refused(string password) =>
        Assert.Contains("guessed", Rules.Fault(password, "ada@example.com", "Ada Lovelace"));

    [Theory]
    [InlineData("correct horse battery staple 7")]
    [InlineData("Kv9#qTr2!xLm")]
    [InlineData("mein Fahrrad quietscht nachts")]
    [InlineData("3k9vq2m7x0d5w8tz")]
    [InlineData("пароль-для-собаки")]
    public void What_is_hard_to_guess_is_taken(string password) =>
        Assert.Null(Rules.Fault(password, "ada@example.com", "Ada Lovelace"));

    [Fact]
    public void Eleven_characters_are_too_few_and_two_hundred_and_one_too_many()
    {
        Assert.Contains("11 characters", Rules.Fault("Kv9#qTr2!xL", "a@b.example", "Ada"));
        Assert.Contains("201 characters", Rules.Fault(new string('ж', 201), "a@b.example", "Ada"));
    }

    [Fact]
    public void Generated_passwords_are_always_good_enough()
    {
        foreach (var _ in Enumerable.Range(0, 500))
        {
            Assert.Null(Rules.Fault(Server.People.AdminShell.GeneratePassword(), "ada@example.com", "Ada"));
        }
    }
}
