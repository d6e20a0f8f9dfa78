using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using Rollcall.Server.Access;

namespace Rollcall.Server.Portal.Frame;

/// <summary>
/// A page for people with a seat. It works out who asks, loads, and shows what came of it through <see cref="PageBody"/>:
/// a skeleton, "not found", a refusal or a failure in words, or its content.
/// </summary>
public abstract partial class PortalPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>How far the page is.</summary>
    public PageState State { get; private set; } = PageState.Loading;

    /// <summary>What to say where it is refused or failed.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>Who asks; known once loaded.</summary>
    public Asker Asker { get; private set; } = null!;

    /// <summary>The signed-in person.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Works out what the person may do.</summary>
    [Inject]
    public required AccessReader Access { get; set; }

    /// <summary>Shows the results of actions.</summary>
    [Inject]
    public required ISnackbar Snackbar { get; set; }

    /// <summary>For failures that are ours.</summary>
    [Inject]
    public required ILoggerFactory Logging { get; set; }

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Loads again: after a failure, or when something changed.</summary>
    public async Task ReloadAsync()
    {
        // What is shown stays until it is replaced: a skeleton in its place would throw away what was typed.
        if (State != PageState.Ready)
        {
            (State, Sentence) = (PageState.Loading, "");
            StateHasChanged();
        }
        await LoadGuardedAsync();
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadGuardedAsync();

    /// <summary>Works out who asks.</summary>
    protected abstract Task<Asker> ReadAskerAsync(ClaimsPrincipal principal);

    /// <summary>Reads what the page shows. Called whenever a parameter changes, those of the query included.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>Does something that a person asked for, and says in words where it is refused or fails.</summary>
    /// <param name="action">What.</param>
    /// <param name="done">A sentence for the result; empty: the page shows it by itself.</param>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> action, string done = "")
    {
        try
        {
            await action();
            if (done.Length > 0)
            {
                Snackbar.Add(done, MudBlazor.Severity.Success);
            }
            return true;
        }
        catch (Refusal refusal)
        {
            Snackbar.Add(refusal.Message, MudBlazor.Severity.Error);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left; there is nobody to tell.
        }
#pragma warning disable CA1031 // A circuit dies of an exception, and with it what was typed: every failure is told instead.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Snackbar.Add(Refusal.OfFailedSave(failure)?.Message ?? Tell(failure), MudBlazor.Severity.Error);
        }
        return false;
    }

    private async Task LoadGuardedAsync()
    {
        try
        {
            Asker = await ReadAskerAsync((await Authentication).User);
            await LoadAsync();
            State = PageState.Ready;
        }
        catch (Refusal refusal)
        {
            (State, Sentence) =
                refusal.Kind == RefusalKind.NotFound
                    ? (PageState.NotFound, refusal.Message)
                    : (PageState.Refused, refusal.Message);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left while it loaded.
        }
#pragma warning disable CA1031 // A circuit dies of an exception; the page says instead what failed and offers to try again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            (State, Sentence) = (PageState.Failed, Tell(failure));
        }
    }

    private string Tell(Exception failure)
    {
        var reference = Guid.CreateVersion7().ToString("N")[20..];
        LogFailure(Logging.CreateLogger(GetType()), reference, failure);
        return $"Something failed on our side. Nothing else was changed. Reference {reference}.";
    }

    [LoggerMessage(LogLevel.Error, "A page failed, reference {Reference}")]
    private static partial void LogFailure(ILogger logger, string reference, Exception failure);
}

/// <summary>How far a page is.</summary>
public enum PageState
{
    /// <summary>It reads.</summary>
    Loading,

    /// <summary>It shows its content.</summary>
    Ready,

    /// <summary>There is no such thing, or it is not the asker's.</summary>
    NotFound,

    /// <summary>The asker's role does not allow it.</summary>
    Refused,

    /// <summary>Reading failed.</summary>
    Failed,
}

/// <summary>A page of a project, under <c>/projects/{ProjectId}</c>.</summary>
public abstract class ProjectPage : PortalPage
{
    /// <summary>The project, from the address.</summary>
    [Parameter]
    public required string ProjectId { get; set; }

    /// <summary>Remembers where the person was.</summary>
    [Inject]
    public required LastProject Last { get; set; }

    /// <inheritdoc/>
    protected override async Task<Asker> ReadAskerAsync(ClaimsPrincipal principal)
    {
        var asker = await Access.ForProjectAsync(principal, ProjectId, Gone);
        await Last.RememberAsync(asker, Gone);
        return asker;
    }
}

/// <summary>A page of an organization, under <c>/organizations/{OrganizationId}</c>.</summary>
public abstract class OrganizationPage : PortalPage
{
    /// <summary>The organization, from the address.</summary>
    [Parameter]
    public required string OrganizationId { get; set; }

    /// <inheritdoc/>
    protected override Task<Asker> ReadAskerAsync(ClaimsPrincipal principal) =>
        Access.ForOrganizationAsync(principal, OrganizationId, Gone);
}
