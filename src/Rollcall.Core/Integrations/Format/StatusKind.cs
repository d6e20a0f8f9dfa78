using System.Globalization;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A status (<c>401</c>), a class of them (<c>5xx</c>), or <c>none</c> for no answer.</summary>
internal sealed class StatusKind : Kind<StatusPattern>
{
    /// <summary>The only one.</summary>
    public static readonly StatusKind Instance = new();

    /// <inheritdoc/>
    public override string Expected => "a status from 100 to 599, a class such as 5xx, or none for no answer";

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out StatusPattern value)
    {
        value = default;
        if (node is ScalarNode scalar && Parse(scalar.Text) is { } pattern)
        {
            value = pattern;
            return true;
        }
        Refuse(node, key, faults);
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) =>
        new()
        {
            ["type"] = new JsonArray("integer", "string"),
            ["minimum"] = 100,
            ["maximum"] = 599,
            ["pattern"] = "^([1-5][0-9]{2}|[1-5]xx|none)$",
        };

    private static StatusPattern? Parse(string text)
    {
        if (text == "none")
        {
            return new StatusPattern(0, 0);
        }
        if (text.Length != 3 || text[0] is < '1' or > '5')
        {
            return null;
        }
        var hundreds = (text[0] - '0') * 100;
        if (text.EndsWith("xx", StringComparison.Ordinal))
        {
            return new StatusPattern(hundreds, hundreds + 99);
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new StatusPattern(status, status)
            : null;
    }
}
