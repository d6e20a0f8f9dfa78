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
    public static IntegrationDocument Read(ReadOnlyMemory<byte> utf8, string file) =>
        throw new NotImplementedException();
}
