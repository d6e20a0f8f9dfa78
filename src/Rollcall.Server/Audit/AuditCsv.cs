using System.Globalization;
using Rollcall.Server.Spreadsheets;
using Rollcall.Storage.Audit;

namespace Rollcall.Server.Audit;

/// <summary>The audit log as a table for spreadsheets.</summary>
internal static class AuditCsv
{
    /// <summary>The first line.</summary>
    public const string Head = "at,who,token,action,subject_id,subject,project_id,before,after\r\n";

    /// <summary>A line of it.</summary>
    public static string Line(AuditEntry entry) =>
        string.Join(
            ',',
            new[]
            {
                entry.At.ToString("O", CultureInfo.InvariantCulture),
                entry.ActorName,
                entry.Token,
                entry.Action,
                entry.SubjectId,
                entry.SubjectName,
                entry.ProjectId,
                entry.Before,
                entry.After,
            }.Select(SpreadsheetCell.Of)
        ) + "\r\n";
}
