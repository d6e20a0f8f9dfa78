using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Core.Delivery;
using Rollcall.Core.EndpointTests;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Portal.Developer.Editing;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>An endpoint's test: the exact request, sending it, what came back.</summary>
public sealed partial class EndpointTestCard
{
    /// <summary>The endpoint's key.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Its request; null where no user goes to it.</summary>
    [Parameter, EditorRequired]
    public required EndpointRequest? Preview { get; set; }

    /// <summary>What came of the last test; null: nothing was sent.</summary>
    [Parameter, EditorRequired]
    public required TestExchange? Exchange { get; set; }

    /// <summary>For the list's creation: the response that is expected.</summary>
    [Parameter]
    public string? ExpectedResponse { get; set; }

    /// <summary>The list's ID, once known.</summary>
    [Parameter]
    public ListId? ListId { get; set; }

    /// <summary>Sets or clears the list's ID.</summary>
    [Parameter]
    public EventCallback<ListId?> SetListId { get; set; }

    /// <summary>Whether its request is on its way.</summary>
    [Parameter]
    public bool Sending { get; set; }

    /// <summary>Whether nothing can be sent now.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>For how long it has been on its way.</summary>
    [Parameter]
    public int Seconds { get; set; }

    /// <summary>Why it could not be sent.</summary>
    [Parameter]
    public string? Fault { get; set; }

    /// <summary>Sends it.</summary>
    [Parameter]
    public EventCallback Send { get; set; }

    /// <summary>Sends nothing further.</summary>
    [Parameter]
    public EventCallback Cancel { get; set; }

    /// <summary>Forgets the response.</summary>
    [Parameter]
    public EventCallback Clear { get; set; }

    /// <summary>The page's script.</summary>
    [Parameter, EditorRequired]
    public required PageScript Script { get; set; }

    private bool WaitsForList => Preview is { UsesListId: true } && ListId is null;

    /// <summary>An answer in a few words: status, and how long it took.</summary>
    internal static string Words(TestExchange exchange)
    {
        var took = exchange.Took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        var status = exchange.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
        return $"{status} in {took} ms";
    }

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : url;

    private Task Type(ChangeEventArgs change)
    {
        var text = change.Value as string ?? "";
        return SetListId.InvokeAsync(text.Length == 0 ? null : new ListId(text, IsNumber: false));
    }
}
