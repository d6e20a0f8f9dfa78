namespace Rollcall.Core.Delivery;

/// <summary>A path into a response: dots and brackets from the root, as in <c>data[0].id</c>, <c>errors[*].id</c>, <c>errors.*</c>.</summary>
public sealed class ValuePath
{
    private ValuePath(string text) => Text = text;

    /// <summary>As written, without a leading <c>$.</c>.</summary>
    public string Text { get; }

    /// <summary>Reads a path.</summary>
    /// <param name="text">As in a definition.</param>
    /// <param name="path">The path.</param>
    /// <param name="error">What is wrong and what would be right.</param>
    public static bool TryParse(string text, out ValuePath? path, out string? error) =>
        throw new NotImplementedException();
}
