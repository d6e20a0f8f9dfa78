using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Tests.Integrations;

/// <summary>Reads the example of a key as the reader would.</summary>
internal static class ExampleReader
{
    public static IReadOnlyList<string> FaultsOf(Key key)
    {
        var faults = new FaultList();
        var source = new SourceText($"{key.Name}: {key.Example}\n");
        if (YamlTree.Read(source, faults) is MapNode tree)
        {
            Read((dynamic)key, tree.Entries[0].Value, faults);
        }
        return [.. faults.Locate(source, key.Name).Select(problem => problem.ToString())];
    }

    private static void Read<T>(Key<T> key, Node node, FaultList faults) =>
        key.Reader.TryRead(node, key.Name, faults, out _);
}
