using Microsoft.AspNetCore.Components;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Cohorts;

/// <summary>The cohorts of a project.</summary>
public sealed partial class CohortsPage
{
    private static readonly TableSort<CohortLine> Order = new(
        new Dictionary<string, Func<CohortLine, object?>>
        {
            ["name"] = line => line.Cohort.Name,
            ["members"] = line => line.Cohort.Members,
            ["change"] = line => line.Change,
            ["source"] = line => CohortWords.Source(line.Cohort),
            ["destinations"] = line => line.Syncs.Count,
            ["owner"] = line => line.Owner,
        }
    );

    private IReadOnlyList<CohortLine> _lines = [];
    private int _most = MoreRows.First;
    private bool _making;

    /// <summary>Reads the lines.</summary>
    [Inject]
    public required CohortOverview Overview { get; set; }

    /// <summary>Makes the sample.</summary>
    [Inject]
    public required SampleCohort Sample { get; set; }

    /// <summary>Goes to other addresses.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary><c>all</c> or <c>synced</c>.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>What is searched for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>How they are sorted.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    private IReadOnlyList<CohortLine> Shown =>
        Order.Of(
            [
                .. _lines
                    .Where(line => Tab != "synced" || line.Syncs.Count > 0)
                    .Where(line =>
                        string.IsNullOrWhiteSpace(Search)
                        || line.Cohort.Id == Search
                        || line.Cohort.Name.Contains(Search, StringComparison.CurrentCultureIgnoreCase)
                    ),
            ],
            Sort
        );

    private IReadOnlyList<TabLink> Tabs =>
        [new("all", "All", AddressOf("all", Search)), new("synced", "Synced", AddressOf("synced", Search))];

    /// <inheritdoc/>
    protected override async Task LoadAsync() => _lines = await Overview.ListAsync(Asker, Gone);

    private string AddressOf(string? tab, string? search) =>
        Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>
            {
                ["tab"] = tab is null or "all" ? null : tab,
                ["q"] = string.IsNullOrWhiteSpace(search) ? null : search,
            }
        );

    private void Go(string? tab, string? search) => Navigation.NavigateTo(AddressOf(tab, search));

    private async Task SampleAsync()
    {
        _making = true;
        await TryAsync(async () =>
        {
            var cohort = await Sample.MakeAsync(Asker, Gone);
            Navigation.NavigateTo($"/projects/{ProjectId}/cohorts/{cohort.Id}");
        });
        _making = false;
    }
}
