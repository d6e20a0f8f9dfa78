using Rollcall.Core.Runs;

namespace Rollcall.Server.Configuration;

/// <summary>Holds a data folder for one server: two on it would run every sync's schedule twice. It ends with the process, however that ends.</summary>
internal sealed class FolderHold : IDisposable
{
    private readonly FileStream _file;

    private FolderHold(FileStream file) => _file = file;

    /// <summary>Takes it.</summary>
    /// <exception cref="UsageException">Another server has it, or nothing can be written there.</exception>
    public static FolderHold Take(DataFolder folder)
    {
        try
        {
            return new FolderHold(
                new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new UsageException(
                $"Nothing can be written in the data folder {folder.Path}: {denied.Message} Give this account the right to, or another folder with --data.",
                denied
            );
        }
        catch (IOException taken) when (IsHeld(taken))
        {
            throw new UsageException(
                $"Another server runs on the data folder {folder.Path}. Use that one, end it first, or give another folder with --data.",
                taken
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Windows' sharing violation, or EWOULDBLOCK of flock on Linux (11) and macOS (35).</summary>
    private static bool IsHeld(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult is 11 or 35;
}
