namespace Rollcall.Core.Runs;

/// <summary>The request cannot be done as it was asked; nothing was sent. On the command line: exit code 2.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
