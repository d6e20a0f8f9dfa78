using Microsoft.AspNetCore.Identity;
using Rollcall.Storage.People;

namespace Rollcall.Server.SignIn;

/// <summary>What a password must be: long enough, and not one that guessing starts with. No rules about kinds of characters: they make passwords worse.</summary>
public sealed class PasswordRules(CommonPasswords common) : IPasswordValidator<Person>
{
    /// <summary>Characters at least.</summary>
    public const int Fewest = 12;

    /// <summary>Characters at most: hashing more would only cost time.</summary>
    public const int Most = 200;

    /// <summary>What stands below the field.</summary>
    public const string Help =
        "12 characters at least. Several words that do not belong together are easy to keep and hard to guess.";

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        var fault = Fault(password ?? "", user.Email ?? "", user.Name);
        return Task.FromResult(
            fault is null
                ? IdentityResult.Success
                : IdentityResult.Failed(new IdentityError { Code = "Password", Description = fault })
        );
    }

    /// <summary>What is wrong with a password, as a sentence; null: nothing.</summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="email">Whose.</param>
    /// <param name="name">Whose.</param>
    public string? Fault(string password, string email, string name) =>
        password.Length < Fewest ? $"The password has {password.Length} characters; it needs {Fewest} at least."
        : password.Length > Most ? $"The password has {password.Length} characters; it may have {Most}."
        : common.Contains(password, [email, .. email.Split('@', '.', '-', '_', '+'), .. name.Split(' ')])
            ? "This password is among the first that are guessed: it is common, a pattern, or made of your name or address. Choose another one, for example four words that do not belong together."
        : null;
}
