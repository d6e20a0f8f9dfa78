namespace Rollcall.Sources.Pushed;

/// <summary>What was pushed cannot be taken; nothing was changed.</summary>
/// <param name="message">What, where and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class PushException(string message, Exception? inner = null) : Exception(message, inner);
