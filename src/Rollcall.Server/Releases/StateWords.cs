using Rollcall.Storage.Integrations;

namespace Rollcall.Server.Releases;

/// <summary>What people read for a version's state.</summary>
public static class StateWords
{
    /// <summary>In a sentence.</summary>
    public static string Of(IntegrationState state) =>
        state switch
        {
            IntegrationState.Draft => "a draft",
            IntegrationState.ReleasedInternally => "released internally",
            IntegrationState.UnderReview => "under review",
            IntegrationState.ChangesRequested => "waiting for changes that a reviewer requested",
            IntegrationState.Approved => "approved",
            _ => "withdrawn",
        };

    /// <summary>What can be done in that state, a sentence.</summary>
    public static string Next(IntegrationState state) =>
        state switch
        {
            IntegrationState.Draft => "Release it internally or submit it first.",
            IntegrationState.ReleasedInternally => "Submit it, or start a new version to change it.",
            IntegrationState.UnderReview => "Wait for the decision, or withdraw it from review.",
            _ => "Start a new version.",
        };
}
