using System.Globalization;
using Microsoft.AspNetCore.Components;
using Rollcall.Server.Api;
using Rollcall.Server.Audit;
using Rollcall.Storage.Audit;

namespace Rollcall.Server.Portal.Settings;

/// <summary>Settings, Audit log: who changed what. The filter stands in the address.</summary>
public sealed partial class AuditSection
{
    /// <summary>What may be asked for: how actions begin, and a word for it.</summary>
    internal static readonly IReadOnlyList<(string Begin, string Label)> KindOptions =
    [
        ("", "Anything"),
        ("cohort", "Cohorts"),
        ("file", "Files"),
        ("sync", "Syncs"),
        ("run", "Held runs"),
        ("destination", "Destinations"),
        ("version", "Integrations"),
        ("submission", "Tests by reviewers"),
        ("connection", "Connections"),
        ("seat", "People"),
        ("invitation", "Invitations"),
        ("project", "Projects"),
        ("token", "API keys"),
        ("organization", "The organization"),
    ];

    private PageOf<AuditEntry> _entries = new([], 0, null);
    private IReadOnlyList<string> _actors = [];
    private string _who = "";
    private string _what = "";
    private string _subject = "";
    private DateOnly? _from;
    private DateOnly? _to;

    /// <summary>Whose changes.</summary>
    [SupplyParameterFromQuery]
    public string? Who { get; set; }

    /// <summary>What was done.</summary>
    [SupplyParameterFromQuery]
    public string? What { get; set; }

    /// <summary>Of what.</summary>
    [SupplyParameterFromQuery]
    public string? Subject { get; set; }

    /// <summary>The first day.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>The place in the list.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>The log.</summary>
    [Inject]
    public required AuditReader Audit { get; set; }

    /// <summary>The address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private IReadOnlyList<(string, string)> ActorOptions =>
        [("", "Everybody"), .. _actors.Select(name => (name, name))];

    private bool IsFiltered => new[] { Who, What, Subject, From, To }.Any(part => !string.IsNullOrEmpty(part));

    private string ExportAddress =>
        $"/api/v1/organizations/{OrganizationId}/audit.csv{new Uri(Navigation.GetUriWithQueryParameter("after", (string?)null)).Query}";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        (_who, _what, _subject) = (Who ?? "", What ?? "", Subject ?? "");
        (_from, _to) = (DayOf(From), DayOf(To));
        var filter = new AuditFilter
        {
            Who = Who,
            What = What,
            Subject = Subject,
            From = _from,
            To = _to,
        };
        _entries = await Audit.ListAsync(Asker, filter, new PageRequest(Pager.Size, After), Gone);
        _actors = await Audit.ActorsAsync(Asker, Gone);
    }

    private void Filter() =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["who"] = NullIfEmpty(_who),
                    ["what"] = NullIfEmpty(_what),
                    ["subject"] = NullIfEmpty(_subject),
                    ["from"] = _from?.ToString("O", CultureInfo.InvariantCulture),
                    ["to"] = _to?.ToString("O", CultureInfo.InvariantCulture),
                    ["after"] = null,
                }
            )
        );

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
