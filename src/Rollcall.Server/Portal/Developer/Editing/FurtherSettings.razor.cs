using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>What an endpoint's card has no control for, as JSON: everything of the format can be written, and nothing is lost.</summary>
public sealed partial class FurtherSettings
{
    private const string Key = "further settings";

    private string _text = "";
    private string _why = "";
    private JsonObject? _of;

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    /// <summary>The endpoint.</summary>
    [Parameter, EditorRequired]
    public required EndpointForm Endpoint { get; set; }

    private int Rows => Math.Clamp(_text.Count(c => c == '\n') + 1, 2, 14);

    private IEnumerable<DraftProblem> Within =>
        Endpoint.Further.SelectMany(pair =>
            Editing.Form.Problems.Where(problem =>
                DraftPath.IsWithin(problem.Path, DraftPath.Key(Endpoint.Path, pair.Key))
            )
        );

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var map = Endpoint.Map;
        if (_of == map)
        {
            return;
        }
        _of = map;
        var typed = Editing.Form.Unfinished(map, Key) as JsonValue;
        var further = Endpoint.Further;
        _text =
            typed?.GetValue<string>() is { } unfinished ? unfinished
            : further.Count == 0 ? ""
            : DraftForm.Pretty(further);
        Read();
    }

    private void Input(ChangeEventArgs change)
    {
        _text = change.Value as string ?? "";
        if (Read() is { } further)
        {
            Endpoint.Further = further;
            Editing.Form.SetUnfinished(Endpoint.Map, Key, null);
        }
        else
        {
            Editing.Form.SetUnfinished(Endpoint.Map, Key, JsonValue.Create(_text));
        }
        Editing.Typed();
    }

    private JsonObject? Read()
    {
        _why = "";
        if (string.IsNullOrWhiteSpace(_text))
        {
            return [];
        }
        if (DraftForm.TryParse(_text, out var node, out _why) && node is JsonObject further)
        {
            return further;
        }
        _why = _why.Length > 0 ? _why : "This must be a mapping in braces, such as {\"omitEmpty\": true}.";
        return null;
    }
}
