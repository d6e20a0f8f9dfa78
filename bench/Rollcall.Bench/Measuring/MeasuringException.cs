namespace Rollcall.Bench.Measuring;

/// <summary>A measurement cannot be trusted: a contender failed, or came to another result than the others.</summary>
internal sealed class MeasuringException(string message) : Exception(message);
