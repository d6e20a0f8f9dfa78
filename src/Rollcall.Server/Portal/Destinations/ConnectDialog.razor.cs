using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Destinations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Destinations;

/// <summary>The setup modal "Connect to NAME": installs a destination, or edits one. What reaches syncs stops at a page of its own.</summary>
public sealed partial class ConnectDialog : IDisposable
{
    private readonly SetupValues _values = new();
    private readonly CancellationTokenSource _gone = new();
    private SetupFields _fields = new("", [], []);
    private IReadOnlyList<UserProperty> _properties = [];
    private IReadOnlyDictionary<string, string> _stored = new Dictionary<string, string>();
    private Dictionary<string, string> _faults = [];
    private IReadOnlyList<ConnectionLine> _lines = [];
    private DestinationChange? _change;
    private bool? _sameAccount;
    private CancellationTokenSource? _testing;
    private int _seconds;
    private string _sentence = "";
    private bool _changed;
    private bool _saving;

    /// <summary>Who connects.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>To what.</summary>
    [Parameter, EditorRequired]
    public required ConnectTarget Target { get; set; }

    /// <summary>Installs.</summary>
    [Inject]
    public required Server.Destinations.Destinations Installs { get; set; }

    /// <summary>Edits.</summary>
    [Inject]
    public required DestinationEdits Edits { get; set; }

    /// <summary>Disconnects.</summary>
    [Inject]
    public required Disconnection Disconnection { get; set; }

    /// <summary>Tests.</summary>
    [Inject]
    public required ConnectionTest Test { get; set; }

    /// <summary>The project's user properties.</summary>
    [Inject]
    public required UserProperties Properties { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    /// <summary>The dialog around it.</summary>
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private IReadOnlyList<string> Hosts => HostPreview.Of(Target.Integration, _values.Fields.GetValueOrDefault);

    /// <summary>Shows the dialog.</summary>
    /// <returns>The destination's ID; "" where it was disconnected; null where nothing was done.</returns>
    public static async Task<string?> ShowAsync(IDialogService dialogs, Asker asker, ConnectTarget target)
    {
        var options = new DialogOptions
        {
            CloseOnEscapeKey = false,
            BackdropClick = false,
            CloseButton = false,
        };
        var parameters = new DialogParameters<ConnectDialog>
        {
            { dialog => dialog.Asker, asker },
            { dialog => dialog.Target, target },
        };
        var reference = await dialogs.ShowAsync<ConnectDialog>("", parameters, options);
        return await reference.Result is { Canceled: false, Data: string id } ? id : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _testing?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _fields = SetupFields.Of(Target.Integration) with { Name = Target.Version.Name };
        _values.Name = Target.Existing?.Destination.Name ?? Target.Version.Name;
        if (Target.Existing is { } existing)
        {
            Fill(existing);
        }
        _properties = await Properties.ListAsync(Asker, _gone.Token);
    }

    private void Fill(OpenDestination existing)
    {
        foreach (var (variable, value) in existing.Destination.Settings)
        {
            _values.Fields[variable] = value;
        }
        foreach (var (variable, value) in existing.Destination.Mapping)
        {
            _values.Properties[variable] = value;
        }
        _stored = existing.Secrets.ToDictionary(
            secret => secret.Field,
            secret => $"Set on {secret.SetAt.UtcDateTime:d MMM yyyy} by {secret.SetBy}"
        );
    }

    private void Typed()
    {
        _changed = true;
        _lines = [];
    }

    private DestinationForm Form(bool confirmed) =>
        new()
        {
            Name = _values.Name,
            Settings = _values.Fields,
            Mapping = _values.Properties,
            Version = Target.Existing?.Destination.Version,
            SameAccount = _sameAccount,
            ConfirmChanges = confirmed,
        };

    private async Task SaveAsync(bool confirmed)
    {
        _saving = true;
        await TryAsync(async () =>
        {
            if (Target.Existing is not { } existing)
            {
                var made = await Installs.CreateAsync(Asker, Target.Version.Id, Form(confirmed), _gone.Token);
                Dialog.Close(DialogResult.Ok(made.Id));
                return;
            }
            var change = await Edits.PreviewAsync(Asker, existing.Destination.Id, Form(confirmed), _gone.Token);
            if (change.Stops && !confirmed)
            {
                _change = change;
                return;
            }
            await Edits.SaveAsync(Asker, existing.Destination.Id, Form(confirmed), _gone.Token);
            Dialog.Close(DialogResult.Ok(existing.Destination.Id));
        });
        _saving = false;
    }

    private void BackToForm() => (_change, _sameAccount) = (null, null);

    private async Task TestAsync()
    {
        if (_testing is { } running)
        {
            await running.CancelAsync();
            return;
        }
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        (_testing, _lines, _seconds) = (cancel, [], 0);
        await using var second = Time.CreateTimer(
            _ => InvokeAsync(Count),
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1)
        );
        await TryAsync(async () =>
        {
            var id = Target.Existing?.Destination.Id;
            _lines = await Test.RunAsync(Asker, Target.Version.Id, id, Form(confirmed: false), cancel.Token);
            foreach (var line in _lines.Where(line => line.Field is not null))
            {
                _faults[line.Field!] = line.Sentence;
            }
        });
        _testing = null;
    }

    private void Count()
    {
        _seconds++;
        StateHasChanged();
    }

    private async Task TryAsync(Func<Task> action)
    {
        (_faults, _sentence) = ([], "");
        try
        {
            await action();
        }
        catch (Refusal refusal)
        {
            _change = null;
            _faults = refusal
                .Fields.GroupBy(fault => fault.Field.Split('.')[^1])
                .ToDictionary(group => group.Key, group => group.First().Message);
            _sentence = refusal.Fields.Count == 0 ? refusal.Message : "";
        }
        catch (OperationCanceledException)
        {
            // Somebody pressed Cancel, or closed the dialog.
        }
    }

    private async Task DisconnectAsync()
    {
        if (await DisconnectQuestion.AskAsync(Dialogs, Disconnection, Asker, Target.Existing!, _gone.Token))
        {
            await TryAsync(async () =>
            {
                await Disconnection.DisconnectAsync(Asker, Target.Existing!.Destination.Id, _gone.Token);
                Dialog.Close(DialogResult.Ok(""));
            });
        }
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        var lose =
            !_changed
            || await ConfirmDialog.AskAsync(
                Dialogs,
                "Close without saving?",
                "What you typed here is not saved yet.",
                "Close without saving"
            );
        if (lose)
        {
            Dialog.Cancel();
        }
    }

    private static StatusKind Look(ConnectionResult result) =>
        result switch
        {
            ConnectionResult.Reached => StatusKind.Succeeded,
            ConnectionResult.Unsure => StatusKind.Partially,
            _ => StatusKind.Failed,
        };
}
