using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>The first card of the configuration: authentication, custom fields, additional headers.</summary>
public sealed partial class AuthenticationSection
{
    private int _most = MoreRows.First;
    private int _attempt;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>Asks.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private DraftForm Form => Editing.Form;

    private string? HeaderNote
    {
        get
        {
            var taken = (Form.Root["headers"] as System.Text.Json.Nodes.JsonObject)?.Any(header =>
                header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            );
            return taken == true && Form.Authentication.Method is "basic" or "bearer" && taken == true
                ? "The Authorization header here takes the place of the method's own: one is sent, never two."
                : null;
        }
    }

    private async Task ChangeAsync(ChangeEventArgs change)
    {
        var method = change.Value as string ?? "none";
        var used = Form.Authentication.UsedElsewhere();
        if (used.Count > 0)
        {
            var names = string.Join(", ", used.Select(name => $"${name}"));
            var text = $"{names} stands in a header or payload, too, and would be declared nowhere.";
            if (
                !await ConfirmDialog.AskAsync(
                    Dialogs,
                    "Change the authentication method?",
                    text,
                    "Change",
                    harmful: true
                )
            )
            {
                // The browser shows what was chosen: draw the select anew.
                _attempt++;
                return;
            }
        }
        Form.Authentication.Change(method);
        Editing.Typed();
    }

    private void Write(AuthenticationSlot slot)
    {
        Form.Authentication.Write(slot);
        Editing.Typed();
    }

    private void Add()
    {
        Form.Root.AddRow("customFields", CustomFieldForm.New());
        Editing.Typed();
    }
}
