using System.Globalization;
using System.Text;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>Users to try a definition with: generated ones, or a CSV that was uploaded.</summary>
/// <param name="FileName">What messages call them.</param>
/// <param name="Csv">The file: column <c>operation</c>, and columns named like user properties or variables.</param>
public sealed record TestUsers(string FileName, string Csv)
{
    /// <summary>Users that can be generated at most.</summary>
    public const int MostUsers = 1000;

    /// <summary>Bytes of an uploaded file at most.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly string[] FirstNames =
    [
        "Ada",
        "Björn",
        "Chidi",
        "Dana",
        "Emre",
        "Fatima",
        "Grace",
        "Hiro",
        "Ines",
        "Jun",
    ];

    private static readonly string[] LastNames =
    [
        "Abadi",
        "Brown",
        "Costa",
        "Dvořák",
        "Eze",
        "Fischer",
        "García",
        "Haddad",
        "Ito",
        "Jensen",
    ];

    private static readonly string[] Countries = ["DE", "FR", "JP", "BR", "US"];

    private static readonly string[] Usual = ["user_id", "email", "phone", "first_name", "last_name", "country"];

    /// <summary>Whether they were uploaded.</summary>
    public bool IsUpload => FileName != GeneratedName;

    private const string GeneratedName = "test users";

    /// <summary>Makes users; each is added, and then removed again, so that the destination's list ends empty.</summary>
    /// <param name="count">How many, 1 to <see cref="MostUsers"/>.</param>
    /// <param name="random">Says which.</param>
    /// <param name="further">Further user properties that the mapping offers.</param>
    public static TestUsers Generate(int count, Random random, IEnumerable<string> further)
    {
        string[] columns = [.. Usual.Concat(further).Where(name => name != "operation").Distinct()];
        var users = Enumerable.Range(0, Math.Clamp(count, 1, MostUsers)).Select(_ => User(random, columns)).ToList();
        var csv = new StringBuilder("operation,").AppendJoin(',', columns.Select(Quoted)).Append('\n');
        foreach (var operation in new[] { "add", "remove" })
        {
            foreach (var user in users)
            {
                csv.Append(operation).Append(',').AppendJoin(',', user.Select(Quoted)).Append('\n');
            }
        }
        return new TestUsers(GeneratedName, csv.ToString());
    }

    /// <summary>Reads the table, for showing it.</summary>
    /// <exception cref="UsageException">It is no CSV.</exception>
    public TestCsv Table() => TestCsv.Parse(Encoding.UTF8.GetBytes(Csv), FileName);

    /// <summary>The user properties that its columns hold.</summary>
    public static IReadOnlyList<UserProperty> PropertiesOf(TestCsv table)
    {
        var properties = new List<UserProperty>();
        for (var column = 0; column < table.Header.Count; column++)
        {
            if (table.Header[column] is not ("operation" or ""))
            {
                properties.Add(PropertyOf(table, column));
            }
        }
        return properties;
    }

    /// <summary>The property that most likely feeds a mapping field; null where nothing fits.</summary>
    public static string? Likely(SetupMapping mapping, IReadOnlyList<UserProperty> properties)
    {
        var names = properties.Select(property => property.Name).ToList();
        if (names.Contains(mapping.Variable))
        {
            return mapping.Variable;
        }
        if (mapping.Options.Count > 0)
        {
            return mapping.Options[0].Value;
        }
        var about = $"{mapping.Variable} {mapping.DisplayName}";
        string[] words = ["mail", "phone", "first", "last", "country"];
        var word = Array.Find(words, word => about.Contains(word, StringComparison.OrdinalIgnoreCase)) ?? "user_id";
        return names.Find(name => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ?? names.FirstOrDefault();
    }

    /// <summary>The likely property for every mapping field.</summary>
    internal static Dictionary<string, string> LikelyFor(IEnumerable<SetupMapping> mappings, TestUsers users)
    {
        var properties = PropertiesOf(users.Table());
        return mappings
            .Select(mapping => (mapping.Variable, Property: Likely(mapping, properties)))
            .Where(pair => pair.Property is not null)
            .ToDictionary(pair => pair.Variable, pair => pair.Property!);
    }

    private static UserProperty PropertyOf(TestCsv table, int column)
    {
        var values = table.Rows.Select(row => row.Fields[column]).ToList();
        var filled = (double)values.Count(value => value is not null) / values.Count;
        string[] samples = [.. values.OfType<string>().Distinct().Take(3)];
        return new UserProperty(table.Header[column], "text", samples, filled, Cohorts: 0);
    }

    private static string[] User(Random random, string[] columns)
    {
        var number = random.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        var (first, last) = (Pick(random, FirstNames), Pick(random, LastNames));
        var values = new Dictionary<string, string>
        {
            ["user_id"] = $"user-{number}",
            // A domain and numbers that are set aside for examples: nobody is written to or called.
            ["email"] = $"user{number}@example.com",
            ["phone"] = $"+1202555{random.Next(100, 200):0000}",
            ["first_name"] = first,
            ["last_name"] = last,
            ["country"] = Pick(random, Countries),
        };
        return [.. columns.Select(column => values.GetValueOrDefault(column) ?? Other(column, values, number))];
    }

    private static string Other(string column, Dictionary<string, string> values, string number) =>
        column.Contains("mail", StringComparison.OrdinalIgnoreCase) ? values["email"]
        : column.Contains("phone", StringComparison.OrdinalIgnoreCase) ? values["phone"]
        : $"{column}-{number}";

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(",\"\n\r") || value.Length == 0
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
