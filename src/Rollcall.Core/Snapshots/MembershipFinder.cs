namespace Rollcall.Core.Snapshots;

/// <summary>Finds single entries of a membership. Keys that ascend cost least. For one thread.</summary>
/// <param name="generations">The oldest first.</param>
internal sealed class MembershipFinder(GenerationReader[] generations)
{
    /// <summary>The newest entry of a key, tombstones included; null: nobody has heard of it.</summary>
    /// <exception cref="DamagedStateException">A file is damaged.</exception>
    public MembershipEntry? Find(UInt128 keyHash)
    {
        for (var index = generations.Length - 1; index >= 0; index--)
        {
            if (generations[index].Find(keyHash))
            {
                return generations[index].Current;
            }
        }
        return null;
    }
}
