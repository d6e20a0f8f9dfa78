using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Sources;
using Rollcall.Sources.Duck;

namespace Rollcall.Server.Review;

/// <summary>Made-up users in a file, as a cohort that changes from one run to the next.</summary>
internal sealed class TestCohort
{
    private readonly string _folder;
    private readonly int _operation;
    private readonly IReadOnlyList<string> _header;
    private readonly List<string?[]> _users;

    /// <summary>Makes users.</summary>
    /// <param name="integration">Whose mapping they are to fill.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="random">Says which.</param>
    /// <param name="folder">Where the files go.</param>
    public TestCohort(Integration integration, int count, Random random, string folder)
    {
        var mappings = SetupFields.Of(integration).Mappings;
        var further = mappings.SelectMany(mapping => mapping.Options).Select(option => option.Value);
        var users = TestUsers.Generate(count, random, further);
        var table = users.Table();
        (_folder, _header) = (folder, table.Header);
        _operation = _header.ToList().IndexOf("operation");
        _users = [.. table.Rows.Select(row => row.Fields).Where(fields => fields[_operation] == "add")];
        Columns = TestUsers.LikelyFor(mappings, users);
    }

    /// <summary>Which column feeds each mapping field.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; }

    /// <summary>The cohort with some of the users.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The one after the last.</param>
    public IMemberSource With(int first, int end)
    {
        var text = new StringBuilder().AppendJoin(',', Without(_header)).Append('\n');
        foreach (var fields in _users[first..end])
        {
            text.AppendJoin(',', Without(fields)).Append('\n');
        }
        var path = Path.Combine(_folder, $"{first}-{end}.csv");
        File.WriteAllText(path, text.ToString());
        return CohortSource.FromUpload(new UploadedFile("test cohort.csv", path));
    }

    // Names, numbers and addresses that are generated hold no comma.
    private IEnumerable<string> Without(IReadOnlyList<string?> fields) =>
        fields.Where((_, index) => index != _operation).Select(field => field ?? "");
}
