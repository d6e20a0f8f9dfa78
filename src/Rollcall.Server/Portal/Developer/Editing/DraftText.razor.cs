using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations.Drafts;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>A line of text in the draft: label above, help below, what is wrong once the field is left.</summary>
public sealed partial class DraftText
{
    private bool _focused;
    private bool _hadProblems;
    private ElementReference _input;

    /// <summary>The label.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Reads the text.</summary>
    [Parameter, EditorRequired]
    public required Func<string> Get { get; set; }

    /// <summary>Writes the text.</summary>
    [Parameter, EditorRequired]
    public required Action<string> Set { get; set; }

    /// <summary>Marked with a star.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Whether it cannot be changed now.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Whether it holds words: they are spelled, and may run from right to left.</summary>
    [Parameter]
    public bool Prose { get; set; }

    /// <summary>Whether it holds a number.</summary>
    [Parameter]
    public bool Numeric { get; set; }

    /// <summary>A sentence below.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>What stands in it while it is empty.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>The ID of a list of likely values.</summary>
    [Parameter]
    public string? List { get; set; }

    /// <summary>A class of its own.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Something better than what is typed, offered as a button; null for nothing.</summary>
    [Parameter]
    public Func<string?>? Suggestion { get; set; }

    /// <summary>Told when the text was changed, besides the draft's page.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private IEnumerable<DraftProblem> Shown => !_focused || _hadProblems ? Problems : [];

    private Task Input(ChangeEventArgs change) => Take(change.Value as string ?? "");

    private async Task Take(string text)
    {
        Set(text);
        Editing.Typed();
        await Changed.InvokeAsync();
    }

    // The button that was pressed goes away: the focus stays with the field.
    private async Task AcceptAsync(string better)
    {
        await Take(better);
        await _input.FocusAsync();
    }

    private void Focus() => (_focused, _hadProblems) = (true, Problems.Count > 0);

    private void Blur() => _focused = false;
}
