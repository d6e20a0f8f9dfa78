using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Copies a text.</summary>
public sealed partial class CopyButton
{
    private string _label = "Copy";

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; set; }

    private async Task CopyAsync()
    {
        try
        {
            await Browser.InvokeVoidAsync("navigator.clipboard.writeText", Text);
            _label = "Copied";
        }
        catch (JSException)
        {
            // Browsers copy for a page over HTTPS or of this machine only.
            _label = "Your browser does not let this page copy";
        }
    }
}
