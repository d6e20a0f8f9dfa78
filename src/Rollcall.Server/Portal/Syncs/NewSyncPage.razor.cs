using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Destinations;
using Rollcall.Server.Portal.Cohorts;
using Rollcall.Server.Syncs;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Syncs;

namespace Rollcall.Server.Portal.Syncs;

/// <summary>Begins to keep a cohort in a destination: where, how often, and what it will do.</summary>
public sealed partial class NewSyncPage
{
    private Cohort? _cohort;
    private IReadOnlyList<DestinationRow> _destinations = [];
    private IReadOnlyList<SyncView> _there = [];
    private OpenDestination? _open;
    private Cadence _cadence = new() { Kind = CadenceKind.Hourly };
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private IReadOnlyList<FieldFault> _faults = [];
    private string? _fault;
    private bool _busy;
    private int _counted;

    /// <summary>The cohort, from the address.</summary>
    [Parameter]
    public required string CohortId { get; set; }

    /// <summary>The chosen destination.</summary>
    [SupplyParameterFromQuery(Name = "destination")]
    public string? Chosen { get; set; }

    /// <summary>Reads the cohort.</summary>
    [Inject]
    public required ProjectCohorts ProjectCohorts { get; set; }

    /// <summary>Reads destinations.</summary>
    [Inject]
    public required Server.Destinations.Destinations Installed { get; set; }

    /// <summary>Makes syncs.</summary>
    [Inject]
    public required ProjectSyncs ProjectSyncs { get; set; }

    /// <summary>Goes to the sync.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private List<CustomField> SyncFields =>
        [.. _open!.Integration.Settings.Where(asked => asked.Scope == FieldScope.Sync)];

    private NewSync Wanted =>
        new()
        {
            CohortId = CohortId,
            DestinationId = Chosen!,
            Cadence = _cadence,
            Settings = _settings.Where(pair => pair.Value.Length > 0).ToDictionary(),
        };

    private string Check
    {
        get
        {
            var has = _cohort!.Members switch
            {
                null => "is being counted",
                1 => "has 1 member",
                _ => $"has {CohortWords.Members(_cohort)} members",
            };
            var how =
                _open!.Integration.Type == IntegrationType.List
                    ? "creates the list there and sends everyone"
                    : "sends everyone as a user property";
            return $"{_cohort.Name} {has}. The first run starts at once, {how}; later ones send only who entered and who left.";
        }
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        Asker.Require(Permission.Edit);
        _cohort = await ProjectCohorts.GetAsync(Asker, CohortId, Gone);
        _destinations = await Installed.ListAsync(Asker, Gone);
        _there = await ProjectSyncs.ListAsync(Asker, CohortId, cancellation: Gone);
        if (Chosen != _open?.Destination.Id)
        {
            // Counted anew for another destination, and its own fields are other ones.
            _counted++;
            _settings.Clear();
        }
        _open = Chosen is null ? null : await Installed.OpenAsync(Asker, Chosen, Gone);
    }

    private SyncView? SyncThere(string destinationId) =>
        _there.FirstOrDefault(view => view.Sync.DestinationId == destinationId);

    private string? FaultOf(string field) => _faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    private void Choose(string destinationId) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("destination", destinationId), replace: true);

    private void Set(string variable, string? value) => _settings[variable] = value ?? "";

    private async Task CreateAsync()
    {
        (_busy, _faults, _fault) = (true, [], null);
        await TryAsync(async () =>
        {
            try
            {
                var sync = await ProjectSyncs.CreateAsync(Asker, Wanted, Gone);
                Navigation.NavigateTo($"/projects/{ProjectId}/syncs/{sync.Id}");
            }
            catch (Refusal refusal)
            {
                (_faults, _fault) = (refusal.Fields, refusal.Message);
            }
        });
        _busy = false;
    }
}
