using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>The versions of an integration: who changed them when, and what differs.</summary>
public sealed partial class VersionsPage
{
    private IReadOnlyList<IntegrationRow> _versions = [];
    private IReadOnlyList<DifferenceLine>? _difference;

    /// <summary>The integration, from the address.</summary>
    [Parameter]
    public required string IntegrationId { get; set; }

    /// <summary>The version whose difference is shown.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public int? Show { get; set; }

    /// <summary>Integrations.</summary>
    [Inject]
    public required IntegrationVersions Versions { get; set; }

    /// <summary>Integrations as files.</summary>
    [Inject]
    public required IntegrationFiles Files { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    private string Title => _versions is [var newest, ..] ? $"Versions of {newest.Name}" : "Versions";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _versions = await Versions.VersionsAsync(Asker, IntegrationId, Gone);
        var (before, after) = (Find(Show - 1), Find(Show));
        _difference = before is null || after is null ? null : await DifferenceAsync(before, after);
    }

    private IntegrationRow? Find(int? number) => _versions.FirstOrDefault(row => row.Number == number);

    private async Task<IReadOnlyList<DifferenceLine>> DifferenceAsync(IntegrationRow before, IntegrationRow after)
    {
        var old = await Files.ExportAsync(Asker, before.VersionId, asJson: false, Gone);
        var now = await Files.ExportAsync(Asker, after.VersionId, asJson: false, Gone);
        return TextDifference.Of(old.Text, now.Text);
    }
}
