using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Portal.Developer.Editing;
using Rollcall.Server.Portal.Developer.Testing;
using Rollcall.Server.Releases;

namespace Rollcall.Server.Portal.Developer;

/// <summary>Step 2 of Add New Destination: the configuration on the left, tests on the right.</summary>
public sealed partial class ConfigurationPage : IAsyncDisposable
{
    private DraftSession? _session;
    private ReleaseTrail? _trail;
    private TestPanel? _panel;
    private IJSObjectReference? _keys;
    private DotNetObjectReference<ConfigurationPage>? _self;
    private bool _tests;
    private bool _compares;
    private bool _opensProblems;
    private bool _asksKept;
    private int _attempt;
    private int _at = -1;

    /// <summary>The version, from the address.</summary>
    [Parameter]
    public required string VersionId { get; set; }

    /// <summary>The field to go to, such as <c>endpoints.addUsers.errors</c>, or <c>tests.addUsers</c>; nothing: none.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    public string? At { get; set; }

    /// <summary>Drafts.</summary>
    [Inject]
    public required Drafts Drafts { get; set; }

    /// <summary>How versions stand on their way to the catalog.</summary>
    [Inject]
    public required VersionHistory History { get; set; }

    /// <summary>The page's script.</summary>
    [Inject]
    public required PageScript Script { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    private string Base => $"/organizations/{OrganizationId}/developer";

    private bool MayDevelop => Asker.May(Permission.Develop);

    private DraftEditing Editing => _session!.Editing;

    private TimeZoneInfo Zone => _panel?.Zone ?? TimeZoneInfo.Utc;

    private string Title => _session!.Version.Name is { Length: > 0 } name ? name : "Configuration";

    private string ToFix =>
        _session!.Form.ErrorCount switch
        {
            0 => $"{_session.Form.Problems.Count} to look at",
            var count => $"{count:N0} to fix",
        };

    /// <summary>Checks everything and saves: the button, and Ctrl S.</summary>
    [JSInvokable]
    public async Task SaveByKey()
    {
        await _session!.CheckAsync();
        await _session.SaveAsync();
        if (_session.Form.ErrorCount > 0)
        {
            (_opensProblems, _attempt, _at) = (true, _attempt + 1, -1);
        }
        else if (!_session.IsUnsaved)
        {
            Snackbar.Add("Saved. Nothing is left to fix.", MudBlazor.Severity.Success);
        }
        StateHasChanged();
    }

    /// <summary>Goes to the next problem, or back to the one before: F8.</summary>
    [JSInvokable]
    public async Task NextProblem(bool back)
    {
        var problems = _session!.Form.Problems;
        if (problems.Count > 0)
        {
            _at = (_at + (back ? problems.Count - 1 : 1) + (back && _at < 0 ? 1 : 0)) % problems.Count;
            await GoToAsync(problems[_at]);
        }
    }

    /// <summary>Sends the test of the endpoint whose card has the focus: Ctrl Enter.</summary>
    [JSInvokable]
    public Task SendByKey(string endpoint) => _panel?.SendAsync(endpoint) ?? Task.CompletedTask;

    /// <summary>Moves a row of a list, which was dragged to another place.</summary>
    /// <param name="path">The row's.</param>
    /// <param name="by">Places down; negative: up.</param>
    [JSInvokable]
    public void MoveRow(string path, int by)
    {
        if (!Editing.ReadOnly && Editing.Form.MapAt(path) is { } row)
        {
            TreeValues.MoveRow(row, by);
            Editing.Typed();
            StateHasChanged();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            _session.Changed -= OnSessionChanged;
            await _session.DisposeAsync();
        }
        if (_keys is not null)
        {
            try
            {
                await _keys.InvokeVoidAsync("dispose");
                await _keys.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its page with it.
            }
        }
        _self?.Dispose();
        Dispose();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        if (_session?.Version.Id == VersionId)
        {
            return;
        }
        var open = await Drafts.OpenAsync(Asker, VersionId, Gone);
        _session = new DraftSession(Asker, open, Drafts, Script, Time, InvokeAsync);
        _session.Changed += OnSessionChanged;
        _asksKept = true;
        _trail = await History.OfVersionAsync(Asker, VersionId, Gone);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_session is null || !_asksKept)
        {
            return;
        }
        _asksKept = false;
        _self ??= DotNetObjectReference.Create(this);
        _keys ??= await Script.WatchAsync(_self);
        await _session.TakeUpKeptAsync();
        if (At is { Length: > 0 } place)
        {
            await GoToAsync(place);
            _tests = place.StartsWith("tests.", StringComparison.Ordinal);
        }
        StateHasChanged();
    }

    private void OnSessionChanged()
    {
        _panel?.Refresh();
        StateHasChanged();
        _ = TellUnsavedAsync();
    }

    // So that the browser asks before unsaved text is left.
    private async Task TellUnsavedAsync()
    {
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("unsaved", _session!.IsUnsaved);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }
    }

    private void Declare(string variable)
    {
        Editing.Declare(variable);
        Snackbar.Add($"${variable} was declared as a custom field.", MudBlazor.Severity.Success);
        StateHasChanged();
    }

    private Task GoToAsync(DraftProblem problem) => GoToAsync(problem.Path);

    // To the field itself, or to the nearest thing around it that is on the page.
    private async Task GoToAsync(string path)
    {
        _tests = false;
        StateHasChanged();
        while (!await Script.FocusAsync(DraftEditing.IdOf(path)) && path.Length > 0)
        {
            var cut = path.LastIndexOfAny(['.', '[']);
            path = cut < 0 ? "" : path[..cut];
        }
    }

    // The check list is made of what is saved.
    private async Task<bool> SaveForReleaseAsync()
    {
        await SaveByKey();
        return !_session!.IsUnsaved;
    }

    // Released, submitted or taken back, the version is another thing than the one that was edited.
    private async Task ReopenAsync()
    {
        _session!.Changed -= OnSessionChanged;
        await _session.DisposeAsync();
        _session = null;
        await ReloadAsync();
    }
}
