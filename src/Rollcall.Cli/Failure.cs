using Rollcall.Core.Delivery.Requests;
using Rollcall.Core.Members;
using Rollcall.Core.Runs;
using Rollcall.Core.Snapshots;
using Rollcall.Core.Storage;

namespace Rollcall.Cli;

/// <summary>Turns an exception into a sentence on standard error and an exit code.</summary>
internal static class Failure
{
    /// <summary>Tells what went wrong.</summary>
    public static int Tell(Exception exception, Surroundings surroundings)
    {
        switch (exception)
        {
            case OperationCanceledException when surroundings.Stop.IsCancellationRequested:
                surroundings.Error.WriteLine("Interrupted. Everything acknowledged is kept.");
                return ExitCode.Interrupted;
            case OutputClosedException:
                return ExitCode.Done;
            default:
                surroundings.Error.WriteLine(Sentence(exception));
                return Code(exception);
        }
    }

    private static int Code(Exception exception) =>
        exception switch
        {
            UsageException or SettingException => ExitCode.Usage,
            SourceException { IsUsage: true } => ExitCode.Usage,
            _ => ExitCode.Failed,
        };

    private static string Sentence(Exception exception) =>
        exception switch
        {
            SettingException or UsageException or SourceException or DamagedStateException => exception.Message,
            LostOwnershipException or LedgerBusyException or IOException => exception.Message,
            UnauthorizedAccessException => exception.Message,
            _ => $"This is a fault in rollcall itself; please report it with the following lines.\n{exception}",
        };
}

/// <summary>Whoever read standard output has had enough, as <c>head</c> does.</summary>
/// <param name="inner">The cause.</param>
internal sealed class OutputClosedException(Exception inner) : Exception("Standard output was closed.", inner);
