namespace Rollcall.Core.Integrations.Reading;

/// <summary>Puts nodes together as a parser meets them, without recursion, however deep they stand.</summary>
internal abstract class TreeBuilder(FaultList faults)
{
    /// <summary>How many lists and mappings may stand within each other; the format itself needs eight.</summary>
    public const int DeepestLevel = 64;

    private readonly Stack<Level> _levels = [];

    /// <summary>The outermost node; null while there is none.</summary>
    public Node? Root { get; private set; }

    /// <summary>Receives what is wrong.</summary>
    protected FaultList Faults { get; } = faults;

    /// <summary>A list or mapping begins.</summary>
    /// <exception cref="SyntaxFault">It stands too deep.</exception>
    protected void Open(Node node, bool isUsable)
    {
        if (_levels.Count == DeepestLevel)
        {
            throw new SyntaxFault(node.Start, $"Lists and mappings stand more than {DeepestLevel} deep here.");
        }
        Add(node, isUsable);
        _levels.Push(new Level(node));
    }

    /// <summary>The list or mapping begun last ends.</summary>
    protected void Close() => _levels.Pop();

    /// <summary>A node stands where the text is now: a key, a value or a list's item.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isUsable">False for one that was reported and is left out.</param>
    protected void Add(Node node, bool isUsable)
    {
        if (_levels.Count == 0)
        {
            Root = isUsable ? node : Root;
        }
        else if (_levels.Peek() is var level && level.Node is ListNode list)
        {
            list.Items.Add(isUsable ? node : Unusable(node));
        }
        else if (level.IsKeyNext)
        {
            Key(level, node, isUsable);
        }
        else
        {
            Value(level, isUsable ? node : Unusable(node));
        }
    }

    // Keeps its place, so that nothing is said to be missing where something wrong was told already.
    private static UnusableNode Unusable(Node node) => new(node.Start);

    private void Key(Level level, Node node, bool isUsable)
    {
        level.IsKeyNext = false;
        level.Key = node as ScalarNode;
        if (level.Key is null)
        {
            Faults.Add(node.Start, "A key must be text.");
        }
        else if (!level.Keys.TryAdd(level.Key.Text, node.Start))
        {
            Faults.Add(node.Start, $"The key {level.Key.Text} stands here a second time; leave one of them.");
            level.Key = null;
        }
        else if (!isUsable)
        {
            level.Key = null;
        }
    }

    private static void Value(Level level, Node node)
    {
        level.IsKeyNext = true;
        if (level.Key is { } key)
        {
            (node.Anchor, node.Key) = (key.Start, key.Text);
            ((MapNode)level.Node).Entries.Add(new(key, node));
        }
    }

    private sealed class Level(Node node)
    {
        private Dictionary<string, int>? _keys;

        public Node Node { get; } = node;

        public bool IsKeyNext { get; set; } = true;

        public ScalarNode? Key { get; set; }

        public Dictionary<string, int> Keys => _keys ??= new(StringComparer.Ordinal);
    }
}

/// <summary>A value that was reported already: whoever reads it says nothing more about it.</summary>
internal sealed class UnusableNode(int start) : Node(start)
{
    /// <inheritdoc/>
    public override string What => "unusable";
}

/// <summary>The text is no document at all from here on.</summary>
internal sealed class SyntaxFault(int offset, string message) : Exception(message)
{
    /// <summary>Where.</summary>
    public int Offset { get; } = offset;
}
