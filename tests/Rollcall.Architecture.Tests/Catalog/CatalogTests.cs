using Rollcall.Architecture.Tests.Repository;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Architecture.Tests.Catalog;

/// <summary>What stands in the catalog works as it stands there.</summary>
public sealed class CatalogTests
{
    private const string Definition = "integration.yaml";
    private const string Users = "users.csv";

    public static TheoryData<string> Integrations => [.. Folders];

    private static IEnumerable<string> Folders => Checkout.Folders("catalog").Where(folder => folder != "catalog");

    [Fact]
    public void Every_folder_has_a_definition_users_to_test_it_and_a_readme()
    {
        Rule.Holds(
            from folder in Folders
            from file in new[] { Definition, Users, "README.md" }
            where !File.Exists(Path.Combine(Checkout.Root, folder, file))
            select $"{folder}/{file} is missing.",
            "See catalog/README.md: a folder has these three, so that a definition can be tried and set up by who did not write it."
        );
    }

    [Fact]
    public void Catalog_lists_every_integration()
    {
        var index = Checkout.Read("catalog/README.md");
        Rule.Holds(
            Folders.Where(folder =>
                !index.Contains($"({Path.GetFileName(folder)}/README.md)", StringComparison.Ordinal)
            ),
            "Add a line for it to catalog/README.md."
        );
    }

    [Theory]
    [MemberData(nameof(Integrations))]
    public void Definition_is_valid_without_a_warning(string folder)
    {
        Rule.Holds(
            Read(folder).Problems.Select(problem => problem.ToString()),
            $"Mend it until `rollcall validate {folder}/{Definition}` has nothing to say."
        );
    }

    [Theory]
    [MemberData(nameof(Integrations))]
    public void Test_users_are_added_and_removed(string folder)
    {
        var integration = Read(folder).Integration!;
        var file = $"{folder}/{Users}";
        var columns = integration.Mapping.Fields.ToDictionary(field => field.Variable, field => field.Variable);

        TestData data;
        try
        {
            data = TestData.Read(File.ReadAllBytes(Path.Combine(Checkout.Root, file)), file, integration, columns);
        }
        catch (UsageException wrong)
        {
            Assert.Fail($"{wrong.Message}\n\nWhat to do: mend {file} until `rollcall preview` takes it.");
            return;
        }

        Assert.Empty(data.Warnings);
        Assert.Contains(data.Rows, row => row.Operation == Operation.Add);
        Assert.Contains(data.Rows, row => row.Operation == Operation.Remove);
    }

    [Theory]
    [MemberData(nameof(Integrations))]
    public void Every_classification_says_something_to_people(string folder)
    {
        Rule.Holds(
            from endpoint in Read(folder).Integration!.Endpoints.All
            from error in endpoint.Errors
            where error.Message.Length < 20 || !error.Message.EndsWith('.')
            select $"{folder}: {endpoint.Name}, {error.Status}: \"{error.Message}\"",
            "Write a sentence that tells the customer what is wrong and, where they can do something, what."
        );
    }

    private static IntegrationDocument Read(string folder)
    {
        var file = $"{folder}/{Definition}";
        return IntegrationDocument.Read(File.ReadAllBytes(Path.Combine(Checkout.Root, file)), file);
    }
}
