namespace Rollcall.Sandbox.Requests;

/// <summary>A body that does not say what its request needs.</summary>
internal sealed class InvalidContentException(string message) : Exception(message);
