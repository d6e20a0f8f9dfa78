using System.Globalization;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>Cohorts in words.</summary>
internal static class CohortWords
{
    /// <summary>Where members come from.</summary>
    public static string Source(Cohort cohort) => Source(cohort.Source);

    /// <summary>Where members come from.</summary>
    public static string Source(CohortSourceKind kind) =>
        kind switch
        {
            CohortSourceKind.File => "Upload",
            CohortSourceKind.Query => "Query",
            _ => "API",
        };

    /// <summary>How many members.</summary>
    public static string Members(Cohort cohort) =>
        cohort.Members is { } members ? Number(members)
        : cohort.SourceFault is not null || IsEmpty(cohort) ? "-"
        : "counting";

    /// <summary>A difference with its sign.</summary>
    public static string Change(long? change) =>
        change switch
        {
            null => "-",
            0 => "0",
            > 0 => $"+{Number(change.Value)}",
            _ => $"−{Number(-change.Value)}",
        };

    /// <summary>A number with its groups of three.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Whether nothing was brought in yet.</summary>
    public static bool IsEmpty(Cohort cohort) =>
        cohort
            is { Source: CohortSourceKind.File, UploadId: null }
                or { Source: CohortSourceKind.Push, PushFile: null };
}
