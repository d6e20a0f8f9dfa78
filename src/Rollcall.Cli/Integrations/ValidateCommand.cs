using System.CommandLine;
using Rollcall.Cli.Output;
using Rollcall.Core.Integrations;

namespace Rollcall.Cli.Integrations;

/// <summary><c>rollcall validate</c>: the variable table, and what is wrong with a definition.</summary>
internal sealed class ValidateCommand : Verb
{
    private readonly Argument<FileInfo> _file = DefinitionArgument.Create();

    /// <summary>The verb.</summary>
    public ValidateCommand(Surroundings surroundings)
        : base(
            "validate",
            "Checks a definition: shows its variables, and every error with file, line and column.",
            "rollcall validate acme.yaml",
            surroundings
        ) => Arguments.Add(_file);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var file = parsed.GetRequiredValue(_file);
        var document = IntegrationDocument.Read(DefinitionFile.ReadBytes(file), file.ToString());
        if (parsed.GetValue(Json))
        {
            ValidationJson.Write(document, file.ToString(), Surroundings);
        }
        else
        {
            WriteTable(document.Variables);
            foreach (var problem in document.Problems)
            {
                Surroundings.Error.WriteLine(problem);
            }
            WriteSummary(document, file);
        }
        return Task.FromResult(document.Integration is null ? ExitCode.Usage : ExitCode.Done);
    }

    private void WriteTable(VariableTable variables) =>
        TextTable.Write(
            Surroundings,
            ["VARIABLE", "DECLARED", "USED", "PRE-DEFINED"],
            variables.Rows.Select(row =>
                new[] { $"${row.Name}", Mark(row.Declared), Mark(row.Used), Mark(row.PreDefined) }
            )
        );

    private static string Mark(bool holds) => holds ? "yes" : "-";

    private void WriteSummary(IntegrationDocument document, FileInfo file)
    {
        var errors = document.Problems.Count(problem => problem.Severity == Severity.Error);
        Surroundings.Error.WriteLine(
            document.Integration is null
                ? $"{file} has {Words.Count(errors, "error")}."
                : $"{file} is valid: \"{document.Integration.Name}\"."
        );
    }
}
