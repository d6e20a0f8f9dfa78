using System.Globalization;
using System.Text.Json;

namespace Rollcall.Core.Delivery;

/// <summary>What a step of a path chooses.</summary>
internal enum StepKind
{
    /// <summary>An object's member; written with a dot, a number also an array's element: <c>data.0.id</c>.</summary>
    Name,

    /// <summary>An array's element.</summary>
    Index,

    /// <summary>All elements of an array, all values of an object.</summary>
    All,
}

/// <summary>A step of a path.</summary>
/// <param name="Kind">What it chooses.</param>
/// <param name="Name">For <see cref="StepKind.Name"/>.</param>
/// <param name="Index">For <see cref="StepKind.Index"/>, and for a name that is a number; else -1.</param>
internal readonly record struct PathStep(StepKind Kind, string Name, int Index)
{
    public static PathStep All { get; } = new(StepKind.All, "*", -1);

    public static PathStep Named(string name) => new(StepKind.Name, name, AsIndex(name));

    public static PathStep Quoted(string name) => new(StepKind.Name, name, -1);

    public static PathStep At(int index) => new(StepKind.Index, "", index);

    public static int AsIndex(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    public IEnumerable<PathMatch> Apply(JsonElement at) =>
        at.ValueKind switch
        {
            JsonValueKind.Object => InObject(at),
            JsonValueKind.Array => InArray(at),
            _ => [],
        };

    private IEnumerable<PathMatch> InObject(JsonElement at)
    {
        if (Kind == StepKind.All)
        {
            return at.EnumerateObject().Select(member => new PathMatch(member.Value, member.Name));
        }
        return Kind == StepKind.Name && at.TryGetProperty(Name, out var value) ? [new PathMatch(value, Name)] : [];
    }

    private IEnumerable<PathMatch> InArray(JsonElement at)
    {
        if (Kind == StepKind.All)
        {
            return at.EnumerateArray().Select(element => new PathMatch(element, null));
        }
        return Index >= 0 && Index < at.GetArrayLength() ? [new PathMatch(at[Index], null)] : [];
    }
}
