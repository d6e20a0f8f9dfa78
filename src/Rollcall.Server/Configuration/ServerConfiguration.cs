using Rollcall.Core.Runs;

namespace Rollcall.Server.Configuration;

/// <summary>Reads the settings: the file, then the environment, then flags; the later counts more.</summary>
public static class ServerConfiguration
{
    /// <summary>The commented file with every setting and its default.</summary>
    public static string DefaultFile
    {
        get
        {
            using var stream = typeof(ServerConfiguration).Assembly.GetManifestResourceStream("rollcall.default.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Reads and checks them.</summary>
    /// <param name="file">The configuration file; null: none.</param>
    /// <param name="flags">By setting, such as <c>Url</c>; null values are left out.</param>
    /// <exception cref="UsageException">Names every setting that is wrong, and how it would be right.</exception>
    public static ServerOptions Load(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            AddFile(builder, file);
        }
        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(
            flags
                .Where(flag => flag.Value is not null)
                .Select(flag => KeyValuePair.Create($"{ServerOptions.Section}:{flag.Key}", flag.Value))
        );
        var section = builder.Build().GetSection(ServerOptions.Section);
        var faults = UnknownSettings.Of(section, typeof(ServerOptions)).ToList();
        var options = Bind(section, faults);
        faults.AddRange(ServerOptionsRules.Faults(options));
        return faults.Count == 0
            ? options
            : throw new UsageException(
                $"The configuration is wrong:\n{string.Join('\n', faults.Select(fault => $"  {fault}"))}\n`rollcall serve --print-config` shows every setting."
            );
    }

    private static void AddFile(ConfigurationBuilder builder, string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new UsageException($"The configuration file {path} is not there.");
        }
        try
        {
            builder.AddJsonFile(path, optional: false, reloadOnChange: false).Build();
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException)
        {
            var reason = broken.InnerException?.Message ?? broken.Message;
            throw new UsageException($"The configuration file {path} is no JSON: {reason}", broken);
        }
    }

    private static ServerOptions Bind(IConfiguration section, List<string> faults)
    {
        // One setting at a time, so that each that cannot be read is named, not the first only.
        var options = new ServerOptions();
        foreach (var setting in section.GetChildren())
        {
            try
            {
                new ConfigurationBuilder().AddInMemoryCollection(Flat(setting)).Build().Bind(options);
            }
            catch (InvalidOperationException unreadable)
            {
                faults.Add($"{setting.Key}: {unreadable.InnerException?.Message ?? unreadable.Message}");
            }
        }
        return options;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flat(IConfigurationSection setting)
    {
        var prefix = setting.Path.Length - setting.Key.Length;
        return setting.AsEnumerable().Select(pair => KeyValuePair.Create(pair.Key[prefix..], pair.Value));
    }
}
