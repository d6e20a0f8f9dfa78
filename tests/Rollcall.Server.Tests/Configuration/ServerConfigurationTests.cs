using System.Collections;
using Microsoft.Extensions.Configuration;
using Rollcall.Core.Runs;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Tests.Configuration;

public sealed class ServerConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_default_file_holds_every_setting_with_its_default_and_a_comment()
    {
        var section = Read(ServerConfiguration.DefaultFile);
        var written = Flatten(section).ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal(Defaults("", new ServerOptions()), written);
        var lines = ServerConfiguration.DefaultFile.Split('\n');
        Assert.All(
            lines
                .Select((line, index) => (line, index))
                .Where(it => it.line.TrimStart().StartsWith('"') && it.index > 3),
            it => Assert.True(HasComment(lines, it.index), $"{it.line.Trim()} has no comment.")
        );
    }

    [Fact]
    public void Every_fault_is_told_at_once_by_the_setting_s_name()
    {
        var file = Write("""{"Rollcall": {"Url": "nowhere", "ApiRequestsPerMinute": "many", "Colour": "red"}}""");
        var refused = Assert.Throws<UsageException>(() =>
            ServerConfiguration.Load(file, new Dictionary<string, string?>())
        );
        Assert.All(["Url:", "ApiRequestsPerMinute:", "Colour:"], name => Assert.Contains(name, refused.Message));
    }

    [Fact]
    public void A_flag_counts_more_than_the_file()
    {
        var file = Write("""{"Rollcall": {"Url": "http://127.0.0.1:1", "Metrics": false}}""");
        var flags = new Dictionary<string, string?> { ["Url"] = "http://127.0.0.1:2", ["Data"] = null };
        var options = ServerConfiguration.Load(file, flags);
        Assert.Equal(("http://127.0.0.1:2", "data", false), (options.Url, options.Data, options.Metrics));
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_json_is_told_by_its_name()
    {
        var none = new Dictionary<string, string?>();
        var missing = Path.Combine(_folder, "missing.json");
        Assert.Contains(missing, Assert.Throws<UsageException>(() => ServerConfiguration.Load(missing, none)).Message);
        var broken = Write("""{"Rollcall": """);
        Assert.Contains("no JSON", Assert.Throws<UsageException>(() => ServerConfiguration.Load(broken, none)).Message);
    }

    private static bool HasComment(string[] lines, int index)
    {
        while (index > 0 && lines[index - 1].Trim().Length > 0)
        {
            index--;
            if (lines[index].TrimStart().StartsWith("//", StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static IConfiguration Read(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection(ServerOptions.Section);
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(IConfiguration section) =>
        section
            .AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.ToLowerInvariant()));

    private static Dictionary<string, string> Defaults(string prefix, object options)
    {
        var all = new Dictionary<string, string>();
        foreach (var property in options.GetType().GetProperties())
        {
            var value = property.GetValue(options)!;
            if (value is string || value.GetType().IsValueType)
            {
                all[prefix + property.Name] = $"{value}".ToLowerInvariant();
            }
            else if (value is IEnumerable list)
            {
                // An empty list is an empty text in the file.
                all[prefix + property.Name] = string.Concat(list.Cast<object>());
            }
            else
            {
                foreach (var (name, inner) in Defaults($"{prefix}{property.Name}:", value))
                {
                    all[name] = inner;
                }
            }
        }
        return all;
    }

    private string Write(string json)
    {
        var file = Path.Combine(_folder, "rollcall.json");
        File.WriteAllText(file, json);
        return file;
    }
}
