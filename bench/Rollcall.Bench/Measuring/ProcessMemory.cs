using System.Globalization;

namespace Rollcall.Bench.Measuring;

/// <summary>The resident memory of a process and its children, at its highest, as /proc tells it.</summary>
/// <remarks>
/// The kernel keeps each program's highest value itself, so asking now and then misses only what is allocated in the
/// last moment. The maximum that wait4 tells would include what this program held when it started the child.
/// </remarks>
internal static class ProcessMemory
{
    /// <summary>Bytes; 0 where it cannot be told, because the process has ended or this is not Linux.</summary>
    public static long PeakBytes(int process) => Own(process) + ChildrenOf(process).Sum(PeakBytes);

    private static long Own(int process)
    {
        var line = Lines($"/proc/{process}/status")
            .FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line.AsSpan(6, line.Length - 9), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        Lines($"/proc/{process}/task/{process}/children")
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture));

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
