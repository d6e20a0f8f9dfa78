using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Snapshots;

/// <summary>Reads from files whose length was checked when they were opened.</summary>
internal static class FileReading
{
    /// <summary>Fills a span.</summary>
    /// <exception cref="DamagedStateException">The file has become shorter since.</exception>
    public static void Exactly(SafeFileHandle handle, Span<byte> into, long offset)
    {
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(handle, into, offset);
            if (read == 0)
            {
                throw new DamagedStateException("A file of the state directory was cut short while it was being read.");
            }
            into = into[read..];
            offset += read;
        }
    }
}
