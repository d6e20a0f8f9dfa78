using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using Rollcall.Server.Portal.Developer.Editing;

namespace Rollcall.Server.Tests.Integrations;

/// <summary>A draft while it is edited: what is typed is never lost.</summary>
public sealed class DraftSessionTests
{
    private const string Half = "{\"error_code\": 10";

    [Fact]
    public async Task Text_that_is_not_valid_yet_is_taken_up_after_a_reload()
    {
        await using var portal = await Portal.StartAsync();
        var version = await portal.DraftAsync();
        var browser = new Browser();
        var before = await OpenAsync(portal, version.Id, browser);
        before.Form.SetJsonText(ErrorOf(before), "subError", Half);
        before.Typed();
        await before.CheckAsync();

        await using var after = await OpenAsync(portal, version.Id, browser);
        await after.TakeUpKeptAsync();

        Assert.True(after.TookUpKept);
        Assert.True(after.IsUnsaved);
        Assert.Equal(Half, after.Form.JsonText(ErrorOf(after), "subError"));
        await after.SaveAsync();
        Assert.Empty(browser.Kept);
        await using var third = await OpenAsync(portal, version.Id, browser);
        Assert.Equal(Half, third.Form.JsonText(ErrorOf(third), "subError"));
    }

    [Fact]
    public async Task Text_that_is_saved_already_is_no_change()
    {
        await using var portal = await Portal.StartAsync();
        var version = await portal.DraftAsync();
        var browser = new Browser();
        var before = await OpenAsync(portal, version.Id, browser);
        before.Form.SetJsonText(ErrorOf(before), "subError", Half);
        before.Typed();
        await before.CheckAsync();
        var kept = Assert.Single(browser.Kept);
        await before.SaveAsync();
        browser.Kept[kept.Key] = kept.Value;

        await using var after = await OpenAsync(portal, version.Id, browser);
        await after.TakeUpKeptAsync();

        Assert.False(after.TookUpKept);
        Assert.Empty(browser.Kept);
    }

    private static JsonObject ErrorOf(DraftSession session) => session.Form.Endpoints[0].Errors.Own[0];

    private static async Task<DraftSession> OpenAsync(Portal portal, string versionId, Browser browser) =>
        new(
            portal.Ann,
            await portal.Drafts.OpenAsync(portal.Ann, versionId),
            portal.Drafts,
            new PageScript(browser),
            new FakeTimeProvider(),
            work => work()
        );

    /// <summary>The browser's storage.</summary>
    private sealed class Browser : IJSRuntime, IJSObjectReference
    {
        public Dictionary<string, string> Kept { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
            ValueTask.FromResult((TValue)Answer(identifier, args)!);

        public ValueTask<TValue> InvokeAsync<TValue>(
            string identifier,
            CancellationToken cancellationToken,
            object?[]? args
        ) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private object? Answer(string identifier, object?[]? args)
        {
            switch (identifier)
            {
                case "import":
                    return this;
                case "kept":
                    return Kept.GetValueOrDefault((string)args![0]!);
                case "keep":
                    Kept[(string)args![0]!] = (string)args[1]!;
                    return null;
                default:
                    Kept.Remove((string)args![0]!);
                    return null;
            }
        }
    }
}
