namespace Rollcall.Sandbox.Log;

/// <summary>A property that a request sets.</summary>
/// <param name="Item">The index of its user in the request.</param>
/// <param name="Name">The property.</param>
/// <param name="Value">Its value.</param>
public readonly record struct PropertyChange(int Item, string Name, bool Value);
