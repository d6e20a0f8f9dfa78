using System.Text;

namespace Rollcall.Server.Integrations.Testing;

/// <summary>Draws the response that a list's creation is expected to give.</summary>
public static class ExpectedResponse
{
    /// <summary>The object around a path: <c>response.data.id</c> gives <c>{ response: { data: { id: $list_id } } }</c>.</summary>
    public static string Of(string path)
    {
        var text = new StringBuilder("$list_id");
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (var step in steps.Where(step => step != "$").Reverse())
        {
            if (step.StartsWith('['))
            {
                text.Insert(0, "[ ").Append(" ]");
            }
            else
            {
                text.Insert(0, $"{{ {step}: ").Append(" }");
            }
        }
        return text.ToString();
    }
}
