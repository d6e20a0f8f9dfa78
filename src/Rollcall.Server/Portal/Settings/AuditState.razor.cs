using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Settings;

/// <summary>One side of a change, a line a property.</summary>
public sealed partial class AuditState
{
    private const int MostLetters = 200;

    /// <summary>A JSON object; null: it was not there.</summary>
    [Parameter, EditorRequired]
    public string? Json { get; set; }

    private List<(string Name, string Value)> Lines
    {
        get
        {
            if (Json is null)
            {
                return [];
            }
            using var document = JsonDocument.Parse(Json);
            return
            [
                .. document.RootElement.EnumerateObject().Select(property => (property.Name, ValueOf(property.Value))),
            ];
        }
    }

    private static string ValueOf(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length <= MostLetters ? text : $"{text[..MostLetters]}…";
    }
}
