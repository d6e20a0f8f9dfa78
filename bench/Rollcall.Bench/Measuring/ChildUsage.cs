using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rollcall.Bench.Measuring;

/// <summary>The processor time of all child processes that have ended, and of theirs, as the kernel counts it.</summary>
internal static class ChildUsage
{
    private const int Children = -1; // RUSAGE_CHILDREN
    private const int Longs = 18; // struct rusage on 64-bit Unix: two times of two longs each, then 14 counts.

    /// <summary>Seconds, user and system.</summary>
    public static double ProcessorSeconds()
    {
        var usage = new long[Longs];
        if (GetResourceUsage(Children, usage) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [DllImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetResourceUsage(int who, [Out] long[] usage);
}
