using Rollcall.Sandbox.Log;

namespace Rollcall.Sandbox.Requests;

/// <summary>What a request's body says.</summary>
internal sealed class RequestContent
{
    /// <summary>The users' numbers in the request's order.</summary>
    public List<int> Users { get; } = [];

    /// <summary>By index: the JSON objects that users came in, null for users given by their ID alone. Empty when all were.</summary>
    public List<byte[]?> Values { get; } = [];

    public List<PropertyChange> Properties { get; } = [];

    public string? ListName { get; set; }

    public string? ListId { get; set; }

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? Problem { get; set; }
}
