using System.Globalization;

namespace Rollcall.Bench.References;

/// <summary>What a child process says at its end.</summary>
internal static class Outcome
{
    /// <summary>Prints it.</summary>
    /// <param name="found">How many it found, or did.</param>
    /// <param name="took">What the work took, without starting the program.</param>
    public static void Print(long found, TimeSpan took) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"found": {{found}}, "seconds": {{took.TotalSeconds:0.000000}}}"""
            )
        );
}
