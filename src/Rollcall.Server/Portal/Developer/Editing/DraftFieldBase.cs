using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations.Drafts;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>A field of the configuration page: shows what the check says of its path.</summary>
public abstract class DraftFieldBase : ComponentBase, IDisposable
{
    private DraftEditing? _editing;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The field's path in the draft.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>The element's ID.</summary>
    protected string Id => DraftEditing.IdOf(Path);

    /// <summary>What is wrong with it.</summary>
    protected IReadOnlyList<DraftProblem> Problems { get; private set; } = [];

    /// <summary>Whether an error is among them.</summary>
    protected bool HasErrors => Problems.Any(problem => problem.Severity == Core.Integrations.Severity.Error);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        if (_editing is not null)
        {
            _editing.Checked -= OnChecked;
        }
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_editing != Editing)
        {
            if (_editing is not null)
            {
                _editing.Checked -= OnChecked;
            }
            _editing = Editing;
            _editing.Checked += OnChecked;
        }
        Problems = [.. Editing.Problems(Path)];
    }

    /// <summary>The draft was checked.</summary>
    protected virtual void OnChecked()
    {
        IReadOnlyList<DraftProblem> now = [.. Editing.Problems(Path)];
        if (!now.SequenceEqual(Problems))
        {
            Problems = now;
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
