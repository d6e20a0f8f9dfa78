using Rollcall.Sandbox.Rules;

namespace Rollcall.Sandbox.Destination;

/// <summary>Which items of one request are refused.</summary>
internal sealed class Refusals(CompiledRules rules, Func<int, bool>? failing)
{
    private readonly HashSet<int> _set = [];

    public List<int> Indexes { get; } = [];

    /// <summary>A fault that refuses a part needs a shape that can tell it.</summary>
    public RefusalShape Shape =>
        failing is not null && rules.Rules.Refusal == RefusalShape.WholeRequest
            ? RefusalShape.ByKey
            : rules.Rules.Refusal;

    public bool RefuseWhole => Indexes.Count > 0 && Shape == RefusalShape.WholeRequest;

    public bool Contains(int index) => _set.Count > 0 && _set.Contains(index);

    public void Judge(int index, int user, bool entering)
    {
        if ((rules.Refuses(user, entering) || failing?.Invoke(index) == true) && _set.Add(index))
        {
            Indexes.Add(index);
        }
    }
}
