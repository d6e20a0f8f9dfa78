using System.Globalization;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Format;

/// <summary>A whole number within limits.</summary>
internal sealed class NumberKind(int least, int most) : Kind<int>
{
    /// <inheritdoc/>
    public override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most:N0}");

    /// <inheritdoc/>
    public override bool TryRead(Node node, string key, FaultList faults, out int value)
    {
        value = 0;
        if (
            node is ScalarNode { IsPlain: true } plain
            && int.TryParse(plain.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= least
            && value <= most
        )
        {
            return true;
        }
        if (
            node is ScalarNode { IsPlain: false } quoted
            && quoted.Text.Length > 0
            && quoted.Text.All(char.IsAsciiDigit)
        )
        {
            faults.Add(node.Start, $"{key} must be {Expected}; leave out the quotes around {quoted.Text}.");
            return false;
        }
        Refuse(node, key, faults);
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema(ICollection<Shape> shapes) =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = least,
            ["maximum"] = most,
        };
}
