using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A regular expression that works without backtracking, so that no answer can make it run for ever.</summary>
internal sealed class PatternKind : Kind<Regex>
{
    /// <summary>The only one.</summary>
    public static readonly PatternKind Instance = new();

    /// <inheritdoc/>
    public override string Expected => "a regular expression such as '[^/]+$'";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out Regex value)
    {
        value = null!;
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            Refuse(node, key, faults);
            return false;
        }
        try
        {
            value = new Regex(scalar.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (RegexParseException wrong)
        {
            faults.Add(scalar.At(wrong.Offset), $"{key} is no regular expression: {Reason(wrong)}");
        }
        catch (NotSupportedException)
        {
            faults.Add(
                node.Start,
                $"{key} needs backtracking, or more states than are allowed; "
                    + "write it without lookarounds, backreferences, atomic groups and large repetitions."
            );
        }
        return false;
    }

    // "Invalid pattern 'PATTERN' at offset N. REASON": the pattern is in the document, the offset in its column.
    private static string Reason(RegexParseException wrong)
    {
        var place = $"at offset {wrong.Offset}. ";
        var reason = wrong.Message.LastIndexOf(place, StringComparison.Ordinal);
        return reason < 0 ? wrong.Error.ToString() : wrong.Message[(reason + place.Length)..];
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) => TextKind.Any.Schema(shapes);
}
