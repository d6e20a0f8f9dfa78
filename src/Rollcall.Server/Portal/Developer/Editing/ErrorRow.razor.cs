using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>An error classification.</summary>
public sealed partial class ErrorRow
{
    private const string SubError = "subError";

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The row.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Row { get; set; }

    /// <summary>Its path in the draft.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>The rows of the endpoint.</summary>
    [Parameter, EditorRequired]
    public required ErrorsForm Errors { get; set; }

    /// <summary>The rows were changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool HasSubError => Row.ContainsKey(SubError) || Editing.Form.Unfinished(Row, SubError) is not null;

    private bool IsFirst => Errors.Own is [var first, ..] && first == Row;

    private bool IsLast => Errors.Own is [.., var last] && last == Row;

    private void SetStatus(string text)
    {
        Row.SetNumber("status", text);
        if (text.Length == 0)
        {
            Row.SetText("status", "");
        }
    }

    private void SetAction(ChangeEventArgs change)
    {
        Row.SetOptional("action", change.Value as string ?? "");
        Editing.Typed();
    }

    private void SetMessage(ChangeEventArgs change)
    {
        Row.SetText("message", change.Value as string ?? "");
        Editing.Typed();
    }

    private void SetSubError(ChangeEventArgs change)
    {
        Editing.Form.SetJsonText(Row, SubError, change.Value as string ?? "");
        Editing.Typed();
    }

    private void AddSubError()
    {
        Editing.Form.SetJsonText(Row, SubError, "{}");
        Editing.Typed();
    }

    private void DropSubError()
    {
        Editing.Form.SetUnfinished(Row, SubError, null);
        Row.Remove(SubError);
        Editing.Typed();
    }

    private Task RemoveAsync()
    {
        Errors.Remove(Row);
        Editing.Typed();
        return Changed.InvokeAsync();
    }
}
