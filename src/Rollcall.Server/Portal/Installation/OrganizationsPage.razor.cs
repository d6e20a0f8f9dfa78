using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Api;
using Rollcall.Server.Installation;

namespace Rollcall.Server.Portal.Installation;

/// <summary>Installation, Organizations: who is a tenant here, and new ones.</summary>
public sealed partial class OrganizationsPage
{
    private PageOf<TenantView> _organizations = new([], 0, null);
    private IReadOnlyList<FieldFault> _faults = [];
    private string _name = "";
    private string _project = "";
    private string _email = "";

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>The installation's settings.</summary>
    [Inject]
    public required InstallationSettings Settings { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync() =>
        _organizations = await Settings.OrganizationsAsync(
            Asker,
            new PageRequest(Portal.Settings.Pager.Size, After),
            Gone
        );

    private async Task CreateAsync()
    {
        _faults = [];
        try
        {
            await Settings.CreateOrganizationAsync(Asker, _name, _project, _email, Gone);
        }
        catch (Refusal refusal)
        {
            _faults = refusal.Fields;
            return;
        }
        Snackbar.Add($"{_name} was made, and {_email} invited.", Severity.Success);
        (_name, _project, _email) = ("", "", "");
        await LoadAsync();
    }

    private bool Has(string field) => _faults.Of(field) is not null;

    private string Fault(string field) => _faults.Of(field) ?? "";
}
