using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Server.Organizations;

namespace Rollcall.Server.Portal.Settings;

/// <summary>A project's settings, or a new project.</summary>
public sealed partial class ProjectSection
{
    private const string New = "new";

    private IReadOnlyList<FieldFault> _faults = [];
    private string _title = "";
    private string _name = "";
    private string _zone = "UTC";
    private string _limit = "20";
    private string _days = "90";
    private string _conflict = "";
    private int _version;

    /// <summary>The project's ID, or <c>new</c>.</summary>
    [Parameter]
    public required string Id { get; set; }

    /// <summary>Projects.</summary>
    [Inject]
    public required Projects Projects { get; set; }

    /// <summary>How long the operator keeps runs at most.</summary>
    [Inject]
    public required ServerOptions Options { get; set; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string Kept =>
        $"With their requests and errors, {Options.RunHistoryDays} days at most in this installation. What a list holds is never forgotten.";

    private bool IsNew => Id == New;

    private bool MayAdminister => Asker.May(Permission.Administer);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        if (IsNew)
        {
            Asker.Require(Permission.Administer);
            return;
        }
        var project = await Projects.ReadAsync(Asker, Id, Gone);
        (_title, _name, _zone, _version) = (project.Name, project.Name, project.TimeZone, project.Version);
        _limit = (project.RemovalLimit * 100).ToString("0.##", CultureInfo.InvariantCulture);
        _days = project.RetentionDays.ToString(CultureInfo.InvariantCulture);
        (_conflict, _faults) = ("", []);
    }

    private async Task SaveAsync()
    {
        (_faults, _conflict) = ([], "");
        try
        {
            var project = IsNew
                ? await Projects.CreateAsync(Asker, Form(), Gone)
                : await Projects.ChangeAsync(Asker, Id, Form(), _version, Gone);
            Snackbar.Add(IsNew ? $"{project.Name} was made." : "Saved.", Severity.Success);
            Navigation.NavigateTo($"/organizations/{OrganizationId}/settings/projects");
        }
        catch (Refusal refusal) when (refusal.Fields.Count > 0)
        {
            _faults = refusal.Fields;
        }
        catch (Refusal refusal)
        {
            _conflict = refusal.Message;
        }
    }

    // What is no number becomes one that is refused, so that all faults are told at once.
    private ProjectForm Form() =>
        new()
        {
            Name = _name ?? "",
            TimeZone = (_zone ?? "").Trim(),
            RemovalLimit = double.TryParse(_limit, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
                ? percent / 100
                : 0,
            RetentionDays = int.TryParse(_days, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                ? days
                : 0,
        };

    private bool Has(string field) => _faults.Of(field) is not null;

    private string Fault(string field) => _faults.Of(field) ?? "";
}
