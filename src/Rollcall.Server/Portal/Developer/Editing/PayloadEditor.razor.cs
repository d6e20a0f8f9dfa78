using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Rollcall.Core.Templates;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>An editor of templates: payloads, addresses, items. A plain text area until the editor is ready, and on phones.</summary>
public sealed partial class PayloadEditor : IAsyncDisposable
{
    private ElementReference _area;
    private ElementReference _host;
    private IJSObjectReference? _editor;
    private DotNetObjectReference<PayloadEditor>? _self;
    private bool _mounted;
    private string _shown = "";

    /// <summary>The label.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Reads the text.</summary>
    [Parameter, EditorRequired]
    public required Func<string> Get { get; set; }

    /// <summary>Writes the text.</summary>
    [Parameter, EditorRequired]
    public required Action<string> Set { get; set; }

    /// <summary>The variables that may stand here; null for none.</summary>
    [Parameter]
    public Func<IReadOnlyList<EditorVariable>>? Variables { get; set; }

    /// <summary>Declares a variable that is used and declared nowhere.</summary>
    [Parameter]
    public EventCallback<string> Declare { get; set; }

    /// <summary>Marked with a star.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Without line numbers, growing with its text.</summary>
    [Parameter]
    public bool OneLine { get; set; }

    /// <summary>Without line breaks.</summary>
    [Parameter]
    public bool SingleLine { get; set; }

    /// <summary>A sentence below.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>A class of its own.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>The page's script.</summary>
    [CascadingParameter]
    public required PageScript Script { get; set; }

    private int Rows => OneLine || SingleLine ? 1 : Math.Clamp(Get().Count(c => c == '\n') + 1, 3, 14);

    private IEnumerable<string> Undeclared =>
        Declare.HasDelegate && !Editing.ReadOnly
            ? Problems.Select(problem => UndeclaredName(problem.Message)).OfType<string>().Distinct()
            : [];

    /// <summary>The text was changed in the editor.</summary>
    [JSInvokable]
    public void Typed(string text)
    {
        _shown = text;
        Set(text);
        Editing.Typed();
    }

    /// <summary>A fix was chosen in the editor.</summary>
    [JSInvokable]
    public Task Fix(string name) => Declare.InvokeAsync(name);

    /// <summary>Shows another text in the editor.</summary>
    public async Task ShowAsync(string text)
    {
        Set(text);
        Editing.Typed();
        if (_editor is not null)
        {
            _shown = text;
            await _editor.InvokeVoidAsync("setText", text);
        }
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_editor is not null)
        {
            try
            {
                await _editor.InvokeVoidAsync("dispose");
                await _editor.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its editor with it.
            }
        }
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !Editing.ReadOnly)
        {
            await MountAsync();
        }
        else if (_editor is not null && Get() is var text && text != _shown)
        {
            // Changed elsewhere: a kept draft was taken up, a variable renamed.
            _shown = text;
            await _editor.InvokeVoidAsync("setText", text);
        }
    }

    /// <inheritdoc/>
    protected override void OnChecked()
    {
        base.OnChecked();
        _ = InvokeAsync(MarkAsync);
    }

    private static string? UndeclaredName(string message) =>
        UndeclaredVariable().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    private async Task MountAsync()
    {
        _shown = Get();
        _self = DotNetObjectReference.Create(this);
        var options = new
        {
            label = Label,
            oneLine = OneLine || SingleLine,
            singleLine = SingleLine,
        };
        _editor = await Script.MountEditorAsync(_host, _area, _self, options);
        _mounted = _editor is not null;
        await MarkAsync();
        StateHasChanged();
    }

    private async Task MarkAsync()
    {
        if (_editor is null)
        {
            return;
        }
        try
        {
            var text = Get();
            await _editor.InvokeVoidAsync("setContext", Variables?.Invoke() ?? [], EditorFilter.All);
            await _editor.InvokeVoidAsync(
                "setMarkers",
                Problems.Where(problem => problem.Index is not null).Take(50).Select(problem => Marker(problem, text))
            );
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }
    }

    private static object Marker(Core.Integrations.Drafts.DraftProblem problem, string text)
    {
        var start = Math.Min(problem.Index ?? 0, text.Length);
        var token = Token().Match(text, start);
        var name = UndeclaredName(problem.Message);
        return new
        {
            start,
            end = token.Success && token.Index == start ? start + token.Length : start + 1,
            message = problem.Message,
            isWarning = problem.Severity == Core.Integrations.Severity.Warning,
            fix = name,
            fixTitle = name is null ? null : $"Declare ${name} as a custom field",
        };
    }

    private void Input(ChangeEventArgs change) => Typed(change.Value as string ?? "");

    private Task InsertAsync(string variable) => Script.InsertAsync(_area, $"${variable}");

    [GeneratedRegex(@"\G(\$\{[^}]*\}|\$?\w+)", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"^\$([A-Za-z_]\w*) is declared nowhere(?!: a name ends at the hyphen)", RegexOptions.None, 1000)]
    private static partial Regex UndeclaredVariable();
}

/// <summary>A variable that completion offers.</summary>
/// <param name="Name">Without the dollar sign.</param>
/// <param name="What">What it is.</param>
/// <param name="Sample">A value; null where it has none, or is a secret.</param>
public sealed record EditorVariable(string Name, string What, string? Sample);

/// <summary>A filter that completion offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What it does.</param>
/// <param name="Insert">What is written.</param>
internal sealed record EditorFilter(string Name, string What, string Insert)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<EditorFilter> All { get; } =
    [
        .. FilterCatalog.All.Select(filter => new EditorFilter(
            filter.Name,
            filter.Summary,
            filter.Name
                + string.Join(',', Enumerable.Repeat("\"\"", filter.LeastArguments)) switch
                {
                    "" => "",
                    var arguments => ":" + arguments,
                }
        )),
    ];
}
