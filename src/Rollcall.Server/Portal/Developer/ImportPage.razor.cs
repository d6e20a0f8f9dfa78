using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>Makes a draft of a file; what is wrong with the file is told by line.</summary>
public sealed partial class ImportPage
{
    private const int MostBytes = 1 << 20;

    private byte[] _bytes = [];
    private string _name = "";
    private string? _fault;
    private Import? _import;

    /// <summary>Integrations as files.</summary>
    [Inject]
    public required IntegrationFiles Files { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    /// <inheritdoc/>
    protected override Task LoadAsync()
    {
        Asker.Require(Permission.Develop);
        return Task.CompletedTask;
    }

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (_fault, _import, _name) = (null, null, change.File.Name);
        if (change.File.Size > MostBytes)
        {
            _fault = $"The file has {change.File.Size / 1024:N0} KiB; 1 MiB is the most.";
            return;
        }
        await using var stream = change.File.OpenReadStream(MostBytes, Gone);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Gone);
        _bytes = bytes.ToArray();
        await ImportAsync(acceptErrors: false);
    }

    private Task ImportAsync(bool acceptErrors) =>
        TryAsync(async () =>
        {
            _import = await Files.ImportAsync(Asker, _bytes, _name, acceptErrors, Gone);
            if (_import.Note is { } note)
            {
                Snackbar.Add(note, MudBlazor.Severity.Info);
            }
            if (_import.Version is { } version)
            {
                Navigation.NavigateTo($"{Base}/versions/{version.Id}");
            }
        });
}
