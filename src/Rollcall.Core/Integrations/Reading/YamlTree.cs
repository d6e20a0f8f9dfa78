using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rollcall.Core.Integrations.Reading;

/// <summary>Reads YAML 1.2 into nodes: one document, no anchors, aliases or tags, keys are text.</summary>
internal sealed class YamlTree : TreeBuilder
{
    // YAML 1.1, which the parser follows here, takes these for line breaks; in YAML 1.2 they are characters like others.
    private const string OldBreaks = "\x85\u2028\u2029";

    private readonly string _text;
    private readonly string _standIns;
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    private YamlTree(string text, FaultList faults)
        : base(faults)
    {
        _text = text;
        _standIns = text.AsSpan().ContainsAny(OldBreaks) ? StandIns(text) : "";
        _scanner = new Scanner(new StringReader(Swap(text, OldBreaks, _standIns)), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads a text; null where it is no YAML or empty, which was reported.</summary>
    public static Node? Read(SourceText source, FaultList faults)
    {
        var tree = new YamlTree(source.Text, faults);
        try
        {
            tree.Document();
        }
        catch (YamlException wrong)
        {
            YamlSyntax.Report(wrong, source.Text, faults);
            return null;
        }
        catch (SyntaxFault wrong)
        {
            faults.Add(wrong.Offset, wrong.Message);
            return null;
        }
        catch (Exception wrong)
            when (wrong is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner's own way to give up on some broken texts.
            var at = Math.Clamp((int)tree._scanner.CurrentPosition.Index, 0, source.Text.Length);
            faults.Add(at, "This is no YAML from here on; check the brackets and quotes before it.");
            return null;
        }
        if (tree.Root is null && !faults.HasErrors)
        {
            faults.Add(0, "The document is empty; `rollcall init` writes one to start from.");
        }
        return tree.Root;
    }

    private void Document()
    {
        var documents = 0;
        while (_parser.MoveNext())
        {
            switch (_parser.Current)
            {
                case DocumentStart start:
                    CheckStart(start, ++documents);
                    break;
                case AnchorAlias alias:
                    Alias((int)alias.Start.Index);
                    break;
                case NodeEvent node:
                    Value(node);
                    break;
                case MappingEnd or SequenceEnd:
                    Close();
                    break;
            }
        }
    }

    private static void CheckStart(DocumentStart start, int number)
    {
        var at = (int)start.Start.Index;
        if (number > 1)
        {
            throw new SyntaxFault(at, "A second document begins here; a file describes one integration.");
        }
        if (start.Version is { Version: not { Major: 1, Minor: 2 } })
        {
            throw new SyntaxFault(at, "Documents are YAML 1.2; write %YAML 1.2 or leave the line out.");
        }
        if (
            start.Tags is { Count: > 0 }
            && !start.IsImplicit
            && start.Tags.Any(tag => tag.Prefix.Length > 0 && tag.Handle is not ("!" or "!!"))
        )
        {
            throw new SyntaxFault(at, "Documents have no tags; leave the %TAG line out.");
        }
    }

    private void Alias(int at)
    {
        Faults.Add(at, "Documents have no aliases; write the value out here.");
        Add(new ScalarNode("", ScalarStyle.Plain, at, at, _text), isUsable: false);
    }

    private void Value(NodeEvent node)
    {
        var at = (int)node.Start.Index;
        var isUsable = CheckProperties(node, at);
        switch (node)
        {
            case MappingStart:
                Open(new MapNode(at), isUsable);
                break;
            case SequenceStart:
                Open(new ListNode(at), isUsable);
                break;
            case Scalar scalar:
                Add(Text(scalar, at), isUsable);
                break;
        }
    }

    private bool CheckProperties(NodeEvent node, int at)
    {
        if (!node.Anchor.IsEmpty)
        {
            Faults.Add(at, $"Documents have no anchors; leave &{node.Anchor.Value} out.");
            return false;
        }
        if (at < _text.Length && _text[at] == '!')
        {
            Faults.Add(at, "Documents have no tags; leave it out, and put text that looks like a number in quotes.");
            return false;
        }
        return true;
    }

    private ScalarNode Text(Scalar scalar, int at)
    {
        var style = scalar.Style switch
        {
            YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
            YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
            YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
            YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
            _ => ScalarStyle.Plain,
        };
        return new ScalarNode(Swap(scalar.Value, _standIns, OldBreaks), style, at, (int)scalar.End.Index, _text);
    }

    private static string Swap(string text, string from, string to)
    {
        for (var i = 0; i < from.Length && i < to.Length; i++)
        {
            text = text.Replace(from[i], to[i]);
        }
        return text;
    }

    // Private-use characters that the text does not hold.
    private static string StandIns(string text)
    {
        var free = Enumerable.Range(0xE000, 0x1900).Select(code => (char)code).Where(c => !text.Contains(c));
        return string.Concat(free.Take(OldBreaks.Length));
    }
}
