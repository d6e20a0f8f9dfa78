using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>What the developer portal's pages ask of the browser: the module <c>draft.js</c>.</summary>
public sealed class PageScript(IJSRuntime browser) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>Puts an editor in place of a text area; null where the text area stays.</summary>
    public async Task<IJSObjectReference?> MountEditorAsync<T>(
        ElementReference host,
        ElementReference area,
        DotNetObjectReference<T> portal,
        object options
    )
        where T : class =>
        await (await ModuleAsync()).InvokeAsync<IJSObjectReference?>("mountEditor", host, area, portal, options);

    /// <summary>Watches a page's keys: SaveByKey, NextProblem, SendByKey.</summary>
    public async Task<IJSObjectReference> WatchAsync<T>(DotNetObjectReference<T> page)
        where T : class => await (await ModuleAsync()).InvokeAsync<IJSObjectReference>("watch", page);

    /// <summary>Goes to a field.</summary>
    /// <returns>Whether it is on the page.</returns>
    public async Task<bool> FocusAsync(string id) => await (await ModuleAsync()).InvokeAsync<bool>("focusField", id);

    /// <summary>Keeps text in this browser.</summary>
    public async Task KeepAsync(string key, string text) =>
        await (await ModuleAsync()).InvokeVoidAsync("keep", key, text);

    /// <summary>Text that was kept; null for none.</summary>
    public async Task<string?> KeptAsync(string key) => await (await ModuleAsync()).InvokeAsync<string?>("kept", key);

    /// <summary>Forgets kept text.</summary>
    public async Task DropAsync(string key) => await (await ModuleAsync()).InvokeVoidAsync("drop", key);

    /// <summary>Puts text where the cursor is.</summary>
    public async Task InsertAsync(ElementReference area, string text) =>
        await (await ModuleAsync()).InvokeVoidAsync("insert", area, text);

    /// <summary>Offers a file.</summary>
    public async Task DownloadAsync(string name, string type, string text) =>
        await (await ModuleAsync()).InvokeVoidAsync("download", name, type, text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is null)
        {
            return;
        }
        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }
    }

    private Task<IJSObjectReference> ModuleAsync() =>
        _module ??= browser.InvokeAsync<IJSObjectReference>("import", "./draft.js").AsTask();
}
