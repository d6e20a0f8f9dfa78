using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>Pace and patience of delivery.</summary>
public sealed partial class DeliverySection
{
    private const string Key = "delivery";

    /// <summary>The draft that is edited.</summary>
    [CascadingParameter]
    public required DraftEditing Editing { get; set; }

    private string Read(string key) => Editing.Form.Root.Map(Key)?.Text(key) ?? "";

    private void Write(Action<JsonObject> change)
    {
        var map = Editing.Form.Root.NeedMap(Key);
        change(map);
        if (map.Count == 0)
        {
            Editing.Form.Root.Remove(Key);
        }
    }

    private void SetOnChange(ChangeEventArgs change)
    {
        Write(map => map.SetOptional("onChange", change.Value as string ?? ""));
        Editing.Typed();
    }

    private void Add()
    {
        Write(map => map.AddRow("rateLimits", new JsonObject { ["requests"] = 90, ["per"] = "1s" }));
        Editing.Typed();
    }

    private void Remove(JsonObject limit)
    {
        Write(map => map.RemoveRow("rateLimits", limit));
        Editing.Typed();
    }
}
