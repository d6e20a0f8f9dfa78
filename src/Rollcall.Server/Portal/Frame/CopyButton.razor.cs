using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Copies a text.</summary>
public sealed partial class CopyButton
{
    private bool _copied;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; set; }

    private async Task CopyAsync()
    {
        await Browser.InvokeVoidAsync("navigator.clipboard.writeText", Text);
        _copied = true;
    }
}
