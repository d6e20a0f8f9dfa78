namespace Rollcall.Server.Audit;

/// <summary>The audit log.</summary>
internal static class AuditSetup
{
    /// <summary>Adds it.</summary>
    public static void AddAudit(this IServiceCollection services) =>
        services.AddSingleton<AuditLog>().AddSingleton<AuditReader>();
}
