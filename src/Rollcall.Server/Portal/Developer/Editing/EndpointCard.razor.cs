using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>The card of an endpoint: request, batches, answers.</summary>
public sealed partial class EndpointCard
{
    private PayloadEditor? _body;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The endpoint.</summary>
    [Parameter, EditorRequired]
    public required EndpointForm Endpoint { get; set; }

    /// <summary>Declares a variable.</summary>
    [Parameter]
    public EventCallback<string> Declare { get; set; }

    /// <summary>Tells what could not be done.</summary>
    [Inject]
    public required ISnackbar Snackbar { get; set; }

    private JsonObject Map => Endpoint.Map;

    private void SetMethod(ChangeEventArgs change)
    {
        Map.SetText("method", change.Value as string ?? "POST");
        Editing.Typed();
    }

    private void SetListIdIn(ChangeEventArgs change)
    {
        Endpoint.ListIdIsInRequest = change.Value is true;
        Editing.Typed();
    }

    private async Task FormatAsync()
    {
        if (PayloadFormat.Of(Map.Text("body")) is { } text)
        {
            await _body!.ShowAsync(text);
        }
        else
        {
            Snackbar.Add("The payload's brackets and quotes do not match, so it stays as it is.", Severity.Warning);
        }
    }
}
