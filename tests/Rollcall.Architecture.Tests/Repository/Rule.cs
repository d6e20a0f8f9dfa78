namespace Rollcall.Architecture.Tests.Repository;

/// <summary>A rule of the repository; where it is broken, the failure's text is the way to mend it.</summary>
internal static class Rule
{
    /// <summary>Fails when there are offences.</summary>
    /// <param name="offences">Where the rule is broken, one sentence each.</param>
    /// <param name="fix">What to do about it, and why.</param>
    public static void Holds(IEnumerable<string> offences, string fix)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, $"{string.Join('\n', found)}\n\nWhat to do: {fix}");
    }
}
