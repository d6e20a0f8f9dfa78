using Rollcall.Sandbox.Rules;
using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Destination;

/// <summary>Rules with their users as numbers.</summary>
internal sealed class CompiledRules(SandboxRules rules, UserTable users)
{
    private readonly UserSet _refusedUsers = Numbers(rules.RefusedUsers, users);
    private readonly UserSet _refusedRemovals = Numbers(rules.RefusedRemovals, users);

    public SandboxRules Rules => rules;

    public bool Refuses(int user, bool entering) => (entering ? _refusedUsers : _refusedRemovals).Contains(user);

    private static UserSet Numbers(IReadOnlyCollection<string> names, UserTable users)
    {
        var set = new UserSet();
        foreach (var name in names)
        {
            set.Add(users.Number(name));
        }
        return set;
    }
}
