using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Rollcall.Server.Access;
using Rollcall.Server.Api;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Tokens;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Settings, API keys: keys for programs.</summary>
public sealed partial class TokensSection
{
    private static readonly IReadOnlyList<(string, string)> DayOptions =
    [
        ("7", "7 days"),
        ("30", "30 days"),
        ("90", "90 days"),
        ("365", "a year"),
    ];

    private PageOf<ApiTokenView> _tokens = new([], 0, null);
    private NewApiToken? _made;
    private string _name = "";
    private string _fault = "";
    private string _role = "";
    private string _days = "90";

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>Tokens.</summary>
    [Inject]
    public required ApiTokens Tokens { get; set; }

    /// <summary>Asks before one is revoked.</summary>
    [Inject]
    public required IDialogService Dialogs { get; set; }

    private IReadOnlyList<(string, string)> RoleOptions =>
        [
            .. Enum.GetValues<Role>()
                .Where(role => Roles.Covers(Asker.Role, role))
                .Select(role => ($"{role}", $"{role}")),
        ];

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        if (_role.Length == 0)
        {
            _role = Asker.Role.ToString();
        }
        _tokens = await Tokens.ListAsync(Asker, new PageRequest(Pager.Size, After), Gone);
    }

    private async Task CreateAsync()
    {
        _fault = "";
        var days = int.Parse(_days, CultureInfo.InvariantCulture);
        try
        {
            _made = await Tokens.CreateAsync(Asker, _name, Enum.Parse<Role>(_role), days, Gone);
        }
        catch (Refusal refusal)
        {
            _fault = refusal.Message;
            return;
        }
        _name = "";
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiTokenView token)
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs,
            $"Revoke {token.Name}?",
            $"Programs that use the key {token.Name} of {token.Person} are refused from now on.",
            "Revoke",
            harmful: true
        );
        if (sure && await TryAsync(() => Tokens.RevokeAsync(Asker, token.Id, Gone), $"{token.Name} was revoked."))
        {
            await LoadAsync();
        }
    }
}
