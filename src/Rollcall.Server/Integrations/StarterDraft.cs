using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Integrations;

/// <summary>The draft that a new integration starts from: the guide's defaults, filled in.</summary>
internal static class StarterDraft
{
    private const string Sample = "Acme";

    /// <summary>A new draft.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="name">The destination's name, which its error messages speak of.</param>
    public static Draft Of(IntegrationType type, string name)
    {
        var yaml = Encoding.UTF8.GetBytes(StarterDocument.Of(type));
        var root = DraftTree.Read(yaml, "starter.yaml", out _)!;
        foreach (var (_, endpoint) in root["endpoints"]!.AsObject())
        {
            Rename(endpoint!["errors"], name);
        }
        // The method's own field stands among the others, to be renamed and moved.
        foreach (var slot in AuthenticationSlot.Of(root["authentication"]!["method"]!.GetValue<string>()).Reverse())
        {
            root["customFields"]!.AsArray().Insert(0, slot.Row());
        }
        return new Draft(root, []);
    }

    private static void Rename(JsonNode? errors, string name)
    {
        var rows = errors as JsonArray ?? errors?["add"] as JsonArray ?? [];
        foreach (var row in rows)
        {
            row!["message"] = row["message"]!.GetValue<string>().Replace(Sample, name, StringComparison.Ordinal);
        }
    }
}
