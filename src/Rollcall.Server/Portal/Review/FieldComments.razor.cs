using Microsoft.AspNetCore.Components;
using Rollcall.Server.Review;
using Rollcall.Storage.Releases;

namespace Rollcall.Server.Portal.Review;

/// <summary>Comments on a group of fields, and a form for another one.</summary>
public sealed partial class FieldComments
{
    private readonly string _id = $"comment-{Guid.NewGuid():N}";
    private string _field = "";
    private string _text = "";

    /// <summary>The fields that can be commented on, by path.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Fields { get; set; }

    /// <summary>The submission.</summary>
    [Parameter, EditorRequired]
    public required SubmissionView View { get; set; }

    /// <summary>A comment is to be added.</summary>
    [Parameter]
    public EventCallback<(string Field, string Text)> Add { get; set; }

    /// <summary>A comment is to be removed, by ID.</summary>
    [Parameter]
    public EventCallback<string> Remove { get; set; }

    private bool IsOpen => View.Submission.State == SubmissionState.Waiting;

    private IEnumerable<ReviewComment> Mine => View.Comments.Where(comment => Fields.Contains(comment.Field));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_field.Length == 0)
        {
            _field = Fields[0];
        }
    }

    private async Task AddAsync()
    {
        await Add.InvokeAsync((_field, _text));
        _text = "";
    }
}
