namespace Rollcall.Server.Portal.Settings;

/// <summary>Actions of the audit log, for people.</summary>
internal static class AuditWords
{
    /// <summary>Such as "project changed:" for <c>project.changed</c>.</summary>
    public static string Of(string action) => $"{action.Replace('.', ' ').Replace('_', ' ')}:";
}
