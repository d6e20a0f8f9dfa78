using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Portal.Developer.Editing;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Portal.Developer;

/// <summary>The connection information form, with the tile and the catalog page as they will look.</summary>
public sealed partial class ConnectionPage
{
    private ConnectionForm _form = new();
    private ConnectionForm _saved = new();
    private Connection? _connection;
    private IReadOnlyList<FieldFault> _faults = [];
    private string? _freeName;
    private string? _logoFault;
    private bool _uploading;
    private int _percent;
    private CancellationTokenSource? _upload;

    /// <summary>The version, from the address; null for a new connection.</summary>
    [Parameter]
    public string? ConnectionId { get; set; }

    /// <summary>Where to go after saving; "" for the developer portal's start.</summary>
    [SupplyParameterFromQuery(Name = "return")]
    public string? ReturnTo { get; set; }

    /// <summary>Connection information.</summary>
    [Inject]
    public required Connections Connections { get; set; }

    /// <summary>Logos.</summary>
    [Inject]
    public required Logos Logos { get; set; }

    /// <summary>Where the browser is.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>The page's script.</summary>
    [Inject]
    public required PageScript Script { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    private bool MayDevelop => Asker.May(Permission.Develop);

    private string Title =>
        _connection is null ? "Add Connection Information" : $"{_connection.DisplayName} - {_connection.Number}";

    private IEnumerable<Category> Choices =>
        _form.Category.Length == 0 || Categories.All.Any(category => category.Id == _form.Category)
            ? Categories.All
            : Categories.All.Append(new Category(_form.Category, _form.Category));

    private MarkupString Description => DescriptionMarkdown.ToHtml(_form.FullDescription);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        if (ConnectionId is null)
        {
            Asker.Require(Permission.Develop);
            return;
        }
        if (_connection?.Id == ConnectionId)
        {
            return;
        }
        _connection = await Connections.OpenAsync(Asker, ConnectionId, Gone);
        _form = _saved = new ConnectionForm
        {
            DisplayName = _connection.DisplayName,
            Category = _connection.Category,
            Summary = _connection.Summary,
            FullDescription = _connection.FullDescription,
            LogoId = _connection.LogoId,
        };
    }

    private static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    private string? Of(string field) => _faults.Of(field);

    private string? Wrong(string field) => Of(field) is null ? null : "true";

    private void Edit(ConnectionForm form)
    {
        _form = form;
        // What was told is told until it is put right, and then no longer.
        _faults = [.. _faults.Where(fault => form.Faults().Any(still => still.Field == fault.Field))];
        if (form.DisplayName != _saved.DisplayName && _freeName == form.DisplayName)
        {
            _freeName = null;
        }
    }

    private async Task NameTypedAsync(ChangeEventArgs change)
    {
        Edit(_form with { DisplayName = Text(change) });
        var name = _form.DisplayName;
        var free =
            name.Trim().Length == 0
                ? null
                : await Connections.FreeNameInsteadAsync(Asker, name, _connection?.FamilyId, Gone);
        if (name == _form.DisplayName)
        {
            _freeName = free;
        }
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        (_logoFault, _uploading, _percent) = (null, true, 0);
        using var upload = _upload = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        try
        {
            var file = change.File;
            if (file.Size > LogoImage.MostBytes)
            {
                _logoFault = $"The file has {file.Size / 1024:N0} KiB; 256 KiB is the most. Save it smaller.";
                return;
            }
            var bytes = await ReadAsync(file, upload.Token);
            var logo = await Logos.UploadAsync(Asker, bytes, upload.Token);
            Edit(_form with { LogoId = logo.Id });
        }
        catch (Refusal refusal)
        {
            // The old logo stays.
            _logoFault = refusal.Message;
        }
        catch (OperationCanceledException) when (upload.IsCancellationRequested)
        {
            _logoFault = "The upload was cancelled. The logo is as it was.";
        }
        finally
        {
            (_uploading, _upload) = (false, null);
        }
    }

    private async Task<byte[]> ReadAsync(IBrowserFile file, CancellationToken cancellation)
    {
        await using var stream = file.OpenReadStream(LogoImage.MostBytes, cancellation);
        var bytes = new byte[file.Size];
        for (var read = 0; read < bytes.Length; )
        {
            var count = await stream.ReadAsync(bytes.AsMemory(read), cancellation);
            if (count == 0)
            {
                break;
            }
            read += count;
            _percent = read * 100 / bytes.Length;
            StateHasChanged();
        }
        return bytes;
    }

    private async Task SaveAsync()
    {
        await TryAsync(
            async () =>
            {
                try
                {
                    var connection = _connection is null
                        ? await Connections.CreateAsync(Asker, _form, Gone)
                        : await Connections.SaveAsync(Asker, _connection.Id, _connection.Version, _form, Gone);
                    (_faults, _connection, _saved) = ([], connection, _form);
                    Navigation.NavigateTo(Next(connection));
                }
                catch (Refusal refusal) when (refusal.Fields.Count > 0)
                {
                    _faults = refusal.Fields;
                    throw;
                }
            },
            $"{_form.DisplayName.Trim()} was saved."
        );
    }

    // Only within the portal, whatever the address says.
    private string Next(Connection connection) =>
        ReturnTo is { Length: > 0 } to && to.StartsWith($"{Base}/", StringComparison.Ordinal)
            ? $"{to}{(to.Contains('?', StringComparison.Ordinal) ? '&' : '?')}connection={connection.Id}"
            : Base;
}
