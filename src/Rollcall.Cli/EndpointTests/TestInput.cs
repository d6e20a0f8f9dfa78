using System.CommandLine;
using Rollcall.Cli.Integrations;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;
using Rollcall.Core.Templates;

namespace Rollcall.Cli.EndpointTests;

/// <summary>What <c>preview</c> and <c>test</c> are given: a definition, test data, values.</summary>
internal sealed class TestInput
{
    private readonly Argument<FileInfo> _file = DefinitionArgument.Create();
    private readonly Option<FileInfo> _data = new("--data")
    {
        Description = "Test data: a CSV with the column operation (add or remove) and columns named like variables.",
        HelpName = "USERS.csv",
        Required = true,
    };
    private readonly Option<IReadOnlyDictionary<string, string>> _set = GivenSettings.Option();
    private readonly Option<IReadOnlyDictionary<string, string>> _map = MappedColumns.Option();

    /// <summary>Adds the arguments and options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Arguments.Add(_file);
        verb.Options.Add(_data);
        verb.Options.Add(_set);
        verb.Options.Add(_map);
    }

    /// <summary>The requests that were asked for.</summary>
    /// <exception cref="UsageException">Names everything that is wrong.</exception>
    public TestPlan Plan(ParseResult parsed, Surroundings surroundings)
    {
        var integration = DefinitionFile.Load(parsed.GetRequiredValue(_file), surroundings).Integration;
        var set = Canonical(parsed.GetRequiredValue(_set));
        var columns = MappedColumns.Resolve(integration, parsed.GetRequiredValue(_map));
        var data = Read(parsed.GetRequiredValue(_data), integration, columns);
        foreach (var warning in data.Warnings)
        {
            surroundings.Error.WriteLine(warning);
        }
        var form = new TestForm(
            name => set.GetValueOrDefault(name) ?? GivenSettings.FromEnvironment(name, surroundings),
            surroundings.Time.GetUtcNow()
        );
        var plan = TestPlan.Create(integration, data, form);
        GivenSettings.Check(integration, set.Keys.Where(name => !IsOfRun(name)), plan.Problems);
        return plan;
    }

    /// <summary>Says which operations the test data leaves untried.</summary>
    public static IEnumerable<string> Untried(TestPlan plan) =>
        new[] { Operation.Add, Operation.Remove }
            .Where(operation => plan.Steps.All(step => step.IsCreation || step.Operation != operation))
            .Select(operation =>
                $"No row has the operation {operation.ToString().ToLowerInvariant()}, so that {plan.Integration.Endpoints.For(operation).Name} is not tried with it."
            );

    private static bool IsOfRun(string name) => PredefinedVariables.Find(name)?.Kind == VariableKind.Run;

    private static Dictionary<string, string> Canonical(IReadOnlyDictionary<string, string> set)
    {
        var canonical = new Dictionary<string, string>();
        foreach (var (name, value) in set)
        {
            if (!canonical.TryAdd(PredefinedVariables.Canonical(name), value))
            {
                throw new UsageException($"--set gives {name} twice, once under another name. Give it once.");
            }
        }
        return canonical;
    }

    private static TestData Read(FileInfo file, Integration integration, IReadOnlyDictionary<string, string> columns)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The test data {file} cannot be read: {exception.Message}", exception);
        }
        return TestData.Read(bytes, file.ToString(), integration, columns);
    }
}
