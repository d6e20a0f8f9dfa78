using Rollcall.Core.Integrations.Checks;
using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations;

/// <summary>Reads, checks and writes integration documents.</summary>
public sealed class IntegrationDocument
{
    /// <summary>The integration; null where the document has errors.</summary>
    public Integration? Integration { get; private init; }

    /// <summary>All errors and warnings, in the order of the text.</summary>
    public IReadOnlyList<Problem> Problems { get; private init; } = [];

    /// <summary>The variable table, as complete as the document allows.</summary>
    public VariableTable Variables { get; private init; } = new([]);

    /// <summary>Reads a YAML or JSON document; every error is told at once.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">Its name, for the messages; <c>.json</c> is read as JSON, all else as YAML.</param>
    public static IntegrationDocument Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var faults = new FaultList();
        var source = SourceText.Decode(utf8.Span, faults);
        var root = faults.HasErrors ? null : Parse(source, file, faults);
        if (root is null)
        {
            return new IntegrationDocument { Problems = faults.Locate(source, file) };
        }
        var (integration, table) = new DocumentReader(root, faults).Read();
        return new IntegrationDocument
        {
            Integration = faults.HasErrors ? null : integration,
            Problems = faults.Locate(source, file),
            Variables = table,
        };
    }

    private static MapReader? Parse(SourceText source, string file, FaultList faults)
    {
        source.CheckCharacters(faults);
        if (faults.HasErrors)
        {
            return null;
        }
        var isJson = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var tree = isJson ? JsonTree.Read(source, faults) : YamlTree.Read(source, faults);
        return tree is not null && RootFormat.Shape.TryRead(tree, "The document", faults, out var root) ? root : null;
    }
}
