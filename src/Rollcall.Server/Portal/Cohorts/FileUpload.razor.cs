using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>Sends a file from the browser's disk straight to the API, past the circuit: of any size, with progress.</summary>
public sealed partial class FileUpload : IAsyncDisposable
{
    private readonly string _id = $"upload-{Guid.NewGuid():N}";
    private ElementReference _input;
    private IJSObjectReference? _module;
    private DotNetObjectReference<FileUpload>? _self;
    private string _fileName = "";
    private int _percent;
    private bool _sending;

    /// <summary>Above the field.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Below the field.</summary>
    [Parameter, EditorRequired]
    public required string Help { get; set; }

    /// <summary>Where to send it as soon as it is chosen, by its name; null: whoever shows the field says when, with <see cref="SendAsync"/>.</summary>
    [Parameter]
    public Func<string, string>? Target { get; set; }

    /// <summary>A file was chosen.</summary>
    [Parameter]
    public EventCallback<string> Chosen { get; set; }

    /// <summary>A file that was sent as soon as it was chosen has arrived.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; set; }

    /// <summary>Shows what went wrong with a file that was sent at once.</summary>
    [Inject]
    public required MudBlazor.ISnackbar Snackbar { get; set; }

    /// <summary>Whether a file is chosen.</summary>
    public bool HasFile => _fileName.Length > 0;

    /// <summary>Sends the chosen file.</summary>
    /// <param name="address">Takes a PUT with the file's bytes; the name goes along as <c>?name=</c>.</param>
    /// <exception cref="Refusal">The server refused it, or the connection broke.</exception>
    public async Task SendAsync(string address)
    {
        (_sending, _percent) = (true, 0);
        StateHasChanged();
        try
        {
            var module = await ModuleAsync();
            _self ??= DotNetObjectReference.Create(this);
            var fault = await module.InvokeAsync<string?>("send", _input, address, _self);
            if (fault is not null)
            {
                throw Refusal.Invalid(new FieldFault("file", fault));
            }
        }
        finally
        {
            _sending = false;
            StateHasChanged();
        }
    }

    /// <summary>How much has been sent.</summary>
    [JSInvokable]
    public void Progress(int percent)
    {
        _percent = percent;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is not null)
        {
            try
            {
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its module with it.
            }
        }
    }

    private async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", "./upload.js");

    private async Task ChosenAsync(ChangeEventArgs change)
    {
        _fileName = Path.GetFileName((change.Value as string ?? "").Replace('\\', '/'));
        await Chosen.InvokeAsync(_fileName);
        if (Target is null || !HasFile)
        {
            return;
        }
        try
        {
            await SendAsync(Target(_fileName));
            await Done.InvokeAsync();
        }
        catch (Refusal refusal)
        {
            Snackbar.Add(refusal.Message, MudBlazor.Severity.Error);
        }
    }

    private async Task CancelAsync() => await (await ModuleAsync()).InvokeVoidAsync("cancel", _input);
}
