using Rollcall.Architecture.Tests.Repository;

namespace Rollcall.Architecture.Tests.Projects;

/// <summary>A project exists because of a reference that it forbids: docs/decisions/0004-projects-by-forbidden-reference.md.</summary>
public sealed class ReferenceTests
{
    /// <summary>Who may know whom.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Rollcall.Core"] = [],
        ["Rollcall.Sandbox"] = [],
        ["Rollcall.Sources"] = ["Rollcall.Core"],
        ["Rollcall.Storage"] = ["Rollcall.Core"],
        ["Rollcall.Cluster"] = ["Rollcall.Core"],
        ["Rollcall.Server"] =
        [
            "Rollcall.Core",
            "Rollcall.Sources",
            "Rollcall.Storage",
            "Rollcall.Sandbox",
            "Rollcall.Cluster",
        ],
        ["Rollcall.Cli"] =
        [
            "Rollcall.Core",
            "Rollcall.Sources",
            "Rollcall.Storage",
            "Rollcall.Sandbox",
            "Rollcall.Server",
        ],
    };

    /// <summary>What the engine may stand on: no database, no web framework, no vendor.</summary>
    private static readonly string[] CorePackages = ["System.IO.Hashing", "YamlDotNet"];

    [Fact]
    public void Projects_reference_only_what_the_design_allows()
    {
        Rule.Holds(
            from project in ProjectFile.Shipped
            from reference in project.Projects
            where !Allowed.GetValueOrDefault(project.Name, []).Contains(reference)
            select $"{project.Path} references {reference}.",
            "Remove the reference and let the two meet in Rollcall.Cli, through a contract in Rollcall.Core. If the design "
                + "itself is to change, change it in docs/decisions/ first, then the table in ReferenceTests."
        );
    }

    [Fact]
    public void Every_project_that_ships_has_its_place_in_the_design()
    {
        Rule.Holds(
            ProjectFile.Shipped.Where(project => !Allowed.ContainsKey(project.Name)).Select(project => project.Path),
            "A project exists because of a reference that it forbids. Write down which in docs/decisions/, then add it to "
                + "the table in ReferenceTests; or make it a folder of an existing project."
        );
    }

    [Fact]
    public void Core_stands_on_few_packages_and_no_framework()
    {
        var core = ProjectFile.Shipped.Single(project => project.Name == "Rollcall.Core");
        Rule.Holds(
            core.Packages.Except(CorePackages)
                .Concat(core.Frameworks)
                .Select(name => $"{core.Path} references {name}."),
            "Put what needs it into the project whose business it is (Sources, Storage, Sandbox, Cli). Rollcall.Core is what "
                + "the simulation runs a thousand times, and what must work wherever .NET does."
        );
    }

    [Fact]
    public void Database_drivers_are_known_where_databases_are_read_or_kept()
    {
        string[] drivers = ["Sqlite", "Npgsql", "MySql", "SqlClient", "ClickHouse", "DuckDB", "EntityFramework"];
        Rule.Holds(
            from project in ProjectFile.Shipped
            where project.Name is not ("Rollcall.Sources" or "Rollcall.Storage")
            from package in project.Packages
            where drivers.Any(driver => package.Contains(driver, StringComparison.OrdinalIgnoreCase))
            select $"{project.Path} references {package}.",
            "Members are read in Rollcall.Sources, state is kept in Rollcall.Storage; ask them through Rollcall.Core's contracts."
        );
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Checkout.Read("Rollcall.slnx");
        Rule.Holds(
            ProjectFile
                .All.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
                .Select(project => project.Path),
            "Add it: dotnet sln Rollcall.slnx add PATH. What is not in the solution is neither built nor tested."
        );
    }

    [Fact]
    public void Test_projects_test_what_exists()
    {
        string[] across = ["Rollcall.Architecture", "Rollcall.Portal", "Rollcall.Simulation", "Rollcall.System"];
        var shipped = ProjectFile.Shipped.Select(project => project.Name).Concat(across).ToHashSet();
        Rule.Holds(
            ProjectFile
                .All.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal))
                .Where(project => !shipped.Contains(project.Name[..^".Tests".Length]))
                .Select(project => project.Path),
            "Name a test project after the project that it tests."
        );
    }
}
