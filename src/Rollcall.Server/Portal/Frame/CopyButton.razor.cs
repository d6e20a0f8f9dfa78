using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Copies a text; where the browser does not let the page do it, shows the text selected, to be copied by hand.</summary>
public sealed partial class CopyButton
{
    private CopyState _state;
    private ElementReference _area;
    private bool _selects;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What stands on the button.</summary>
    [Parameter]
    public string Label { get; set; } = "Copy";

    /// <summary>How the button looks.</summary>
    [Parameter]
    public string Class { get; set; } = "link-button";

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; set; }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_selects)
        {
            _selects = false;
            await using var script = await ScriptAsync();
            await script.InvokeVoidAsync("select", _area);
        }
    }

    private async Task CopyAsync()
    {
        await using var script = await ScriptAsync();
        var copied = await script.InvokeAsync<bool>("copy", Text);
        (_state, _selects) = copied ? (CopyState.Copied, false) : (CopyState.ByHand, true);
    }

    private ValueTask<IJSObjectReference> ScriptAsync() =>
        Browser.InvokeAsync<IJSObjectReference>("import", "./copy.js");

    private enum CopyState
    {
        NotYet,
        Copied,
        ByHand,
    }
}
