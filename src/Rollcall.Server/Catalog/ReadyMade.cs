using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Integrations;
using Rollcall.Server.Configuration;
using Rollcall.Server.Integrations;
using Rollcall.Storage.Catalog;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Catalog;

/// <summary>
/// Offers ready-made definitions in the catalog: those that come with the program, and those in the operator's folder.
/// A changed definition is a new version; what is installed stays on the old one until its owner upgrades.
/// </summary>
public sealed partial class ReadyMade(
    Databases databases,
    ServerOptions options,
    TimeProvider time,
    ILogger<ReadyMade> log
)
{
    private const string ResourcePrefix = "catalog/";
    private const string File = "integration.yaml";

    /// <summary>Publishes what is not in the catalog yet. What cannot be published is logged and left out.</summary>
    public async Task PublishAsync(CancellationToken cancellation = default)
    {
        await using var database = databases.OpenForInstallation();
        foreach (var definition in OwnDefinitions().Concat(OperatorsDefinitions()))
        {
            await PublishAsync(database, definition, cancellation).ConfigureAwait(false);
        }
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static IEnumerable<Definition> OwnDefinitions()
    {
        var assembly = typeof(ReadyMade).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(IsDefinition).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return new Definition(name.Replace('\\', '/').Split('/')[1], name, bytes.ToArray(), Folder: null);
        }
    }

    private static bool IsDefinition(string name) =>
        name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && name.EndsWith(File, StringComparison.Ordinal);

    private IEnumerable<Definition> OperatorsDefinitions()
    {
        if (options.Catalog.Length == 0)
        {
            yield break;
        }
        if (!Directory.Exists(options.Catalog))
        {
            LogNoFolder(options.Catalog);
            yield break;
        }
        foreach (var folder in Directory.EnumerateDirectories(options.Catalog).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, File);
            if (System.IO.File.Exists(file))
            {
                yield return new Definition(Path.GetFileName(folder), file, System.IO.File.ReadAllBytes(file), folder);
            }
        }
    }

    private async Task PublishAsync(RollcallDatabase database, Definition definition, CancellationToken cancellation)
    {
        var document = IntegrationDocument.Read(definition.Yaml, definition.Source);
        if (document.Integration is not { } integration)
        {
            LogInvalid(definition.Source, document.Problems.FirstOrDefault()?.ToString() ?? "");
            return;
        }
        var logo = LogoOf(definition, integration);
        var id = VersionIdOf(definition, logo);
        var integrationId = $"int_ready_{definition.Name}";
        var numbers = await database
            .PublishedVersions.Where(row => row.IntegrationId == integrationId)
            .Select(row => new { row.Id, row.Number })
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        if (numbers.Exists(row => row.Id == id))
        {
            return;
        }
        if (await TakeNameAsync(database, integration.Name, integrationId, cancellation).ConfigureAwait(false))
        {
            var number = numbers.Select(row => row.Number).DefaultIfEmpty(0).Max() + 1;
            database.PublishedVersions.Add(Published(id, integrationId, number, integration, logo));
        }
        else
        {
            LogNameTaken(definition.Source, integration.Name);
        }
    }

    private PublishedVersion Published(
        string id,
        string integrationId,
        int number,
        Integration integration,
        byte[]? logo
    )
    {
        var now = time.GetUtcNow();
        return new PublishedVersion
        {
            Id = id,
            OrganizationId = PublishedVersion.Installation,
            IntegrationId = integrationId,
            Number = number,
            Name = integration.Name,
            Category = integration.Category ?? "other",
            Summary = integration.Summary ?? "",
            Description = integration.Description ?? "",
            Logo = logo,
            Type = integration.Type,
            Document = IntegrationWriter.ToJson(integration),
            FrozenAt = now,
            Audience = Audience.Everyone,
            ApprovedAt = now,
        };
    }

    private static async Task<bool> TakeNameAsync(
        RollcallDatabase database,
        string name,
        string integrationId,
        CancellationToken cancellation
    )
    {
        var key = NameKey.Of(name);
        var known = await database.CatalogNames.FindAsync([key], cancellation).ConfigureAwait(false);
        if (known is null)
        {
            database.CatalogNames.Add(
                new CatalogName
                {
                    Key = key,
                    IntegrationId = integrationId,
                    OrganizationId = PublishedVersion.Installation,
                }
            );
        }
        return known is null || known.IntegrationId == integrationId;
    }

    private byte[]? LogoOf(Definition definition, Integration integration)
    {
        if (definition.Folder is null || integration.Logo is null)
        {
            return null;
        }
        var file = Path.Combine(definition.Folder, Path.GetFileName(integration.Logo));
        try
        {
            return System.IO.File.Exists(file) ? LogoImage.Read(System.IO.File.ReadAllBytes(file)).Png : null;
        }
        catch (Refusal refusal)
        {
            LogBadLogo(file, refusal.Message);
            return null;
        }
    }

    // The same content is the same version, whenever it is read.
    private static string VersionIdOf(Definition definition, byte[]? logo)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(definition.Name));
        hash.AppendData(definition.Yaml);
        hash.AppendData(logo ?? []);
        return $"ver_ready_{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 10))}";
    }

    [LoggerMessage(LogLevel.Warning, "The ready-made definition {Source} is not valid and is left out: {Problem}")]
    private partial void LogInvalid(string source, string problem);

    [LoggerMessage(LogLevel.Warning, "The ready-made definition {Source} is left out: another one is called {Name}")]
    private partial void LogNameTaken(string source, string name);

    [LoggerMessage(LogLevel.Warning, "The logo {Source} is left out: {Problem}")]
    private partial void LogBadLogo(string source, string problem);

    [LoggerMessage(LogLevel.Warning, "The folder of ready-made definitions, {Folder}, is not there")]
    private partial void LogNoFolder(string folder);

    private sealed record Definition(string Name, string Source, byte[] Yaml, string? Folder);
}
