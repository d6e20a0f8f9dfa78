using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources;

/// <summary>Opens what a cohort's members are read from.</summary>
public static class CohortSource
{
    /// <summary>
    /// Files that are one cohort together, each of the format that the ending of its name says (CSV, TSV, JSON lines or
    /// Parquet; text also compressed as <c>.gz</c> or <c>.zst</c>). <c>-</c> is CSV from standard input; an ending behind
    /// it, as in <c>-.jsonl.gz</c>, says another format. Nothing is opened before it is read.
    /// </summary>
    /// <param name="paths">One at least.</param>
    /// <param name="standardInput">Opens standard input; null: the process's.</param>
    /// <exception cref="SourceException">A name says no known format, or standard input is given twice.</exception>
    public static IMemberSource FromFiles(IReadOnlyList<string> paths, Func<Stream>? standardInput = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count);
        var files = paths.Select(path => MemberFile.Of(path, standardInput ?? Console.OpenStandardInput)).ToList();
        if (files.Count(file => file.IsStandardInput) > 1)
        {
            throw new SourceException("Standard input can be read once only; give \"-\" once.", isUsage: true);
        }
        return new FileCohort(files);
    }
}
