namespace Rollcall.Server.Cohorts;

/// <summary>Cohorts.</summary>
internal static class CohortsSetup
{
    /// <summary>Adds cohorts, uploads, pushes and their readings.</summary>
    public static void AddCohorts(this IServiceCollection services)
    {
        services.AddSingleton<CohortFiles>().AddSingleton<CohortSources>();
        services.AddSingleton<CohortReadings>().AddHostedService(given => given.GetRequiredService<CohortReadings>());
        services.AddSingleton<ProjectCohorts>().AddSingleton<Uploads>().AddSingleton<Pushes>();
        services.AddSingleton<CohortPreviews>().AddSingleton<UserProperties>();
        services.AddSingleton<CohortOverview>().AddSingleton<SampleCohort>();
        services.AddSingleton<UnusedFiles>();
    }
}
