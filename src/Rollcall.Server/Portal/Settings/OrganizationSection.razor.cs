using Microsoft.AspNetCore.Components;
using Rollcall.Server.Access;
using Rollcall.Server.Organizations;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Settings, Organization: its name, and what roles mean.</summary>
public sealed partial class OrganizationSection
{
    private string _name = "";
    private string _fault = "";

    /// <summary>The organization's settings.</summary>
    [Inject]
    public required OrganizationSettings Settings { get; set; }

    private bool MayAdminister => Asker.May(Permission.Administer);

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _name = (await Settings.ReadAsync(Asker, Gone)).Name;

    private async Task SaveAsync()
    {
        _fault = "";
        await TryAsync(
            async () =>
            {
                try
                {
                    _name = (await Settings.RenameAsync(Asker, _name, Gone)).Name;
                }
                catch (Refusal refusal) when (refusal.Fields.Count > 0)
                {
                    _fault = refusal.Message;
                    throw;
                }
            },
            "Saved."
        );
    }
}
