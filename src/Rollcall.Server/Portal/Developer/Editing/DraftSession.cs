using System.Globalization;
using System.Text.Json.Nodes;
using Rollcall.Server.Access;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>A draft while it is edited: checked and kept in the browser soon after each change, saved a little later, and never written over someone else's.</summary>
public sealed class DraftSession : IAsyncDisposable
{
    private static readonly TimeSpan CheckAfter = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Asker _asker;
    private readonly Drafts _drafts;
    private readonly PageScript _script;
    private readonly Func<Func<Task>, Task> _onPage;
    private readonly ITimer _check;
    private readonly ITimer _save;
    private readonly SemaphoreSlim _saving = new(1, 1);
    private int _edits;
    private int _savedEdits;

    /// <summary>Begins editing.</summary>
    /// <param name="asker">Who edits.</param>
    /// <param name="open">What was opened.</param>
    /// <param name="drafts">Saves.</param>
    /// <param name="script">The browser.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onPage">Runs something where the page runs.</param>
    public DraftSession(
        Asker asker,
        OpenDraft open,
        Drafts drafts,
        PageScript script,
        TimeProvider time,
        Func<Func<Task>, Task> onPage
    )
    {
        (_asker, _drafts, _script, _onPage) = (asker, drafts, script, onPage);
        (Version, Connection) = (open.Version, open.Connection);
        Editing = new DraftEditing(new DraftForm(open.Draft), IsReadOnly, Typed);
        Form.CheckAgain(Connection);
        _check = time.CreateTimer(
            _ => _ = onPage(CheckAsync),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _save = time.CreateTimer(_ => _ = onPage(SaveAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The draft was checked, saved, or could not be: what is shown may have changed.</summary>
    public event Action? Changed;

    /// <summary>What the fields share. Another one after a draft was taken over.</summary>
    public DraftEditing Editing { get; private set; }

    /// <summary>The version as it was last saved or opened.</summary>
    public IntegrationVersion Version { get; private set; }

    /// <summary>The connection information; null while none is chosen.</summary>
    public Connection? Connection { get; private set; }

    /// <summary>The draft.</summary>
    public DraftForm Form => Editing.Form;

    /// <summary>Whether something is not saved yet.</summary>
    public bool IsUnsaved => _edits != _savedEdits;

    /// <summary>Whether it is being saved.</summary>
    public bool IsSaving { get; private set; }

    /// <summary>Why it could not be saved; null where it could.</summary>
    public string? Failure { get; private set; }

    /// <summary>What someone else saved meanwhile; null where nobody did.</summary>
    public OpenDraft? Theirs { get; private set; }

    /// <summary>Whether text was taken up that was typed before a reload.</summary>
    public bool TookUpKept { get; private set; }

    private bool IsReadOnly => Version.State != IntegrationState.Draft || !_asker.May(Permission.Develop);

    private string KeptKey => $"rollcall.draft.{Version.Id}";

    /// <summary>Takes up what the browser kept of an earlier visit and the server does not have.</summary>
    public async Task TakeUpKeptAsync()
    {
        if (IsReadOnly || await _script.KeptAsync(KeptKey) is not { } text || Kept.Read(text) is not { } kept)
        {
            return;
        }
        if (IsSame(kept.Draft))
        {
            await _script.DropAsync(KeptKey);
            return;
        }
        if (kept.Version != Version.Version)
        {
            Theirs = await _drafts.OpenAsync(_asker, Version.Id);
        }
        Replace(kept.Draft);
        (_edits, TookUpKept) = (_edits + 1, true);
        Later();
    }

    /// <summary>The draft was changed.</summary>
    public void Typed()
    {
        _edits++;
        Later();
    }

    /// <summary>Checks now.</summary>
    public async Task CheckAsync()
    {
        Form.CheckAgain(Connection);
        Editing.TellChecked();
        Changed?.Invoke();
        if (IsUnsaved)
        {
            await _script.KeepAsync(KeptKey, new Kept(Version.Version, Form.ToDraft()).Write());
        }
    }

    /// <summary>Checks and saves now.</summary>
    public async Task SaveAsync()
    {
        if (IsReadOnly || Theirs is not null)
        {
            return;
        }
        await _saving.WaitAsync();
        try
        {
            if (IsUnsaved)
            {
                await SaveOnceAsync();
            }
        }
        finally
        {
            _saving.Release();
            Changed?.Invoke();
        }
    }

    /// <summary>Saves over what someone else saved.</summary>
    public Task KeepMineAsync()
    {
        (Version, Theirs) = (Theirs!.Version, null);
        _edits++;
        return SaveAsync();
    }

    /// <summary>Takes what someone else saved, and drops what was typed here.</summary>
    public async Task TakeTheirsAsync()
    {
        var theirs = Theirs!;
        (Version, Connection, Theirs) = (theirs.Version, theirs.Connection, null);
        Replace(theirs.Draft);
        _savedEdits = _edits;
        await _script.DropAsync(KeptKey);
        await CheckAsync();
    }

    /// <summary>The state in words.</summary>
    /// <param name="zone">The time zone of the time.</param>
    public string StateInWords(TimeZoneInfo zone) =>
        Failure is not null ? "Not saved"
        : IsSaving ? "Saving…"
        : IsUnsaved ? "Not saved yet"
        : $"Saved as Draft {TimeZoneInfo.ConvertTime(Version.ChangedAt, zone).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _check.DisposeAsync();
        await _save.DisposeAsync();
        if (IsUnsaved)
        {
            // The page is left: what was typed in the last seconds is saved, too.
            await SaveAsync();
        }
        _saving.Dispose();
    }

    private void Later()
    {
        _check.Change(CheckAfter, Timeout.InfiniteTimeSpan);
        _save.Change(SaveAfter, Timeout.InfiniteTimeSpan);
    }

    private void Replace(Draft draft)
    {
        Editing = new DraftEditing(new DraftForm(draft), IsReadOnly, Typed)
        {
            Samples = Editing.Samples,
            Filled = Editing.Filled,
        };
        Form.CheckAgain(Connection);
    }

    private async Task SaveOnceAsync()
    {
        var edits = _edits;
        IsSaving = true;
        Changed?.Invoke();
        try
        {
            Version = await _drafts.SaveAsync(
                _asker,
                Version.Id,
                Version.Version,
                Form.ToDraft(),
                Version.ConnectionId
            );
            (Failure, _savedEdits) = (null, edits);
            if (!IsUnsaved)
            {
                await ForgetKeptAsync();
            }
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
        {
            var theirs = await _drafts.OpenAsync(_asker, Version.Id);
            if (IsSame(theirs.Draft))
            {
                // A page that was left a moment ago saved the same: there is nothing to choose.
                (Version, Failure, _savedEdits) = (theirs.Version, null, edits);
                await ForgetKeptAsync();
            }
            else
            {
                (Theirs, Failure) = (theirs, refusal.Message);
            }
        }
        catch (Refusal refusal)
        {
            Failure = refusal.Message;
        }
#pragma warning disable CA1031 // Whatever fails, what was typed is still here: it is told, and tried again.
        catch (Exception)
#pragma warning restore CA1031
        {
            Failure = "Saving failed. What you typed is kept here, and saving is tried again in a moment.";
            _save.Change(RetryAfter, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            IsSaving = false;
        }
    }

    // Text that is not valid yet counts like any other.
    private bool IsSame(Draft other)
    {
        var mine = Form.ToDraft();
        return JsonNode.DeepEquals(other.Root, mine.Root) && JsonNode.DeepEquals(other.Unfinished, mine.Unfinished);
    }

    private async Task ForgetKeptAsync()
    {
        try
        {
            await _script.DropAsync(KeptKey);
        }
        catch (Microsoft.JSInterop.JSDisconnectedException)
        {
            // The page was left; what it kept equals what is saved.
        }
    }

    private sealed record Kept(int Version, Draft Draft)
    {
        public static Kept? Read(string text)
        {
            JsonNode? json;
            try
            {
                json = JsonNode.Parse(text);
            }
            catch (System.Text.Json.JsonException)
            {
                return null;
            }
            return
                json is JsonObject map
                && map["document"] is JsonObject document
                && map["unfinished"] is JsonObject unfinished
                && map["version"] is JsonValue version
                && version.TryGetValue<int>(out var number)
                ? new Kept(number, new Draft(document.DeepClone().AsObject(), unfinished.DeepClone().AsObject()))
                : null;
        }

        public string Write() =>
            new JsonObject
            {
                ["version"] = Version,
                ["document"] = Draft.Root.DeepClone(),
                ["unfinished"] = Draft.Unfinished.DeepClone(),
            }.ToJsonString();
    }
}
