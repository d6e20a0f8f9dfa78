using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Rollcall.Core.Delivery;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Server.Access;
using Rollcall.Server.Cohorts;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Organizations;
using Rollcall.Server.Portal.Developer.Editing;
using Rollcall.Server.Portal.Frame;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>The right side of the configuration: what customers will see, users, variables, requests, and sending them.</summary>
public sealed partial class TestPanel : IDisposable
{
    private readonly SetupValues _values = new();
    private readonly Dictionary<string, TestExchange> _exchanges = [];
    private readonly Dictionary<string, string> _sendFaults = [];
    private readonly List<TestExchange> _endToEnd = [];
    private IReadOnlyList<Project> _projects = [];
    private Project? _project;
    private TestUsers _users = null!;
    private IReadOnlyList<UserProperty> _properties = [];
    private TestPreview _preview = new();
    private Dictionary<string, string> _faults = [];
    private HashSet<string> _withoutValue = [];
    private ListId? _listId;
    private string? _endToEndFault;
    private SendingNow? _sending;
    private int _seconds;

    /// <summary>The draft.</summary>
    [Parameter, EditorRequired]
    public required DraftSession Session { get; set; }

    /// <summary>Who tests.</summary>
    [Parameter, EditorRequired]
    public required Asker Asker { get; set; }

    /// <summary>Goes to a field of the configuration.</summary>
    [Parameter]
    public EventCallback<string> GoTo { get; set; }

    /// <summary>The signed-in person.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The page's script.</summary>
    [CascadingParameter]
    public required PageScript Script { get; set; }

    /// <summary>Shows and sends requests.</summary>
    [Inject]
    public required TestBench Bench { get; set; }

    /// <summary>Where the person may go.</summary>
    [Inject]
    public required Places Places { get; set; }

    /// <summary>The clock.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    /// <summary>The time zone of the project that is chosen.</summary>
    public TimeZoneInfo Zone => _project is { } project ? TimeZones.Of(project.TimeZone) : TimeZoneInfo.Utc;

    private string SetupName => Session.Connection?.DisplayName ?? Session.Form.ToDraft().Name;

    private bool MaySend => _project is not null && Asker.May(Permission.Develop);

    private string HeadersText =>
        _preview.Requests.Values.Select(request => request.Request).FirstOrDefault(request => request is not null)
            is { } shown
            ? DraftForm.Pretty(
                new JsonObject(
                    shown
                        .Headers.DistinctBy(header => header.Key)
                        .Select(header => KeyValuePair.Create(header.Key, (JsonNode?)JsonValue.Create(header.Value)))
                )
            )
            : "{}";

    private string EndToEndIntro
    {
        get
        {
            var hosts = _preview
                .Requests.Values.Select(request => request.Request?.Url)
                .OfType<string>()
                .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : url)
                .Distinct()
                .ToList();
            var steps = Session.Form.IsProperty
                ? "Updates the users: in, then out."
                : "Creates a list, adds the users, removes them, and stops at the first failure.";
            return hosts.Count == 0 ? steps : $"{steps} Goes to {string.Join(", ", hosts)}.";
        }
    }

    private string? Left => _endToEnd.Select(exchange => exchange.ListId?.Text).FirstOrDefault(id => id is not null);

    /// <summary>Makes the requests anew, after the draft or the form was changed.</summary>
    public void Refresh()
    {
        ChooseProperties();
        var check = Session.Form.Check!;
        _preview = check.Document.Integration is { } integration
            ? Bench.Preview(integration, Input())
            : new TestPreview();
        _withoutValue =
        [
            .. _preview.Problems.Where(problem => problem.IsMissing).Select(problem => problem.Field.Variable),
        ];
        _faults = _preview
            .Problems.Where(problem => !problem.IsMissing)
            .DistinctBy(problem => problem.Field.Variable)
            .ToDictionary(problem => problem.Field.Variable, problem => problem.Message);
        Session.Editing.Samples = Samples();
        Session.Editing.Filled = _preview
            .Requests.Where(request => request.Value.Request is not null)
            .ToDictionary(request => request.Key, request => Shortened(request.Value.Request!.Body));
        StateHasChanged();
    }

    /// <summary>Sends the requests of an endpoint; null: of all, end to end.</summary>
    public async Task SendAsync(string? endpoint)
    {
        if (_sending is not null || !MaySend)
        {
            return;
        }
        using var sending = new SendingNow(endpoint);
        _sending = sending;
        _seconds = 0;
        await using var clock = Time.CreateTimer(
            _ => _ = InvokeAsync(Tick),
            null,
            SendingNow.Second,
            SendingNow.Second
        );
        Forget(endpoint);
        try
        {
            // What was typed a moment ago is not checked yet, and it is what shall be tested.
            await Session.CheckAsync();
            if (Session.Form.Check?.Document.Integration is not { } integration)
            {
                return;
            }
            var root = Rollcall.Server.Integrations.Draft.Compose(Session.Form.Root, Session.Connection);
            var requests = Bench.SendAsync(Asker, Session.Version, root, integration, Input(), endpoint, sending.Stop);
            await foreach (var exchange in requests)
            {
                Show(exchange, endpoint is null);
                StateHasChanged();
            }
        }
        catch (Refusal refusal)
        {
            Tell(
                endpoint,
                string.Join(' ', refusal.Fields.Select(fault => fault.Message).DefaultIfEmpty(refusal.Message))
            );
        }
        catch (OperationCanceledException) when (sending.Stop.IsCancellationRequested)
        {
            Tell(endpoint, "Cancelled. No further request was sent.");
        }
        finally
        {
            _sending = null;
            Refresh();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending?.Cancel();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _users = Generated(3);
        var places = await Places.OfAsync((await Authentication).User);
        _projects =
            places.Organizations.FirstOrDefault(place => place.Id == Asker.OrganizationId)?.Projects ?? _projects;
        _project = _projects.Count > 0 ? _projects[0] : null;
        ReadProperties();
        Refresh();
    }

    private TestUsers Generated(int count)
    {
        // Users for tests need not be hard to guess.
#pragma warning disable CA5394 // No secret hangs on them.
        var random = new Random(Session.Version.Id.GetHashCode(StringComparison.Ordinal));
#pragma warning restore CA5394
        return TestUsers.Generate(count, random, []);
    }

    private TestInput Input() =>
        new()
        {
            Fields = _values.Fields,
            Properties = _values.Properties,
            Users = _users,
            ListId = _listId,
        };

    private void ChooseProject(ChangeEventArgs change) =>
        _project = _projects.FirstOrDefault(project => project.Id == change.Value as string);

    private void UseAsync(TestUsers users)
    {
        _users = users;
        _values.Properties.Clear();
        ReadProperties();
        Refresh();
    }

    private void ReadProperties()
    {
        try
        {
            _properties = TestUsers.PropertiesOf(_users.Table());
        }
        catch (UsageException)
        {
            // The preview tells what is wrong with the file.
            _properties = [];
        }
    }

    // What nobody chose yet is guessed; what does not exist any more is forgotten.
    private void ChooseProperties()
    {
        var mappings = SetupFields.Of(Session.Form.Root, "").Mappings;
        foreach (var mapping in mappings.Where(mapping => !_values.Properties.ContainsKey(mapping.Variable)))
        {
            if (TestUsers.Likely(mapping, _properties) is { } likely)
            {
                _values.Properties[mapping.Variable] = likely;
            }
        }
        var gone = _values.Properties.Keys.Where(name => mappings.All(mapping => mapping.Variable != name)).ToList();
        gone.ForEach(name => _values.Properties.Remove(name));
    }

    private Dictionary<string, string> Samples()
    {
        var samples = new Dictionary<string, string>
        {
            ["cohort_name"] = TestForm.CohortName,
            ["cohort_id"] = TestForm.CohortId,
            ["operation"] = "add",
            ["in_cohort"] = "true",
        };
        foreach (var field in SetupFields.Of(Session.Form.Root, "").Fields.Where(field => !field.IsSecret))
        {
            if (_values.Of(field) is { Length: > 0 } value)
            {
                samples[field.Variable] = Shortened(value);
            }
        }
        foreach (var (variable, property) in _values.Properties)
        {
            if (_properties.FirstOrDefault(one => one.Name == property)?.Samples is [var sample, ..])
            {
                samples[variable] = Shortened(sample);
            }
        }
        return samples;
    }

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 160 ? line : line[..160] + "…";
    }

    private void Forget(string? endpoint)
    {
        if (endpoint is null)
        {
            _endToEnd.Clear();
            _endToEndFault = null;
        }
        else
        {
            _exchanges.Remove(endpoint);
            _sendFaults.Remove(endpoint);
        }
    }

    private void Tell(string? endpoint, string sentence)
    {
        if (endpoint is null)
        {
            _endToEndFault = sentence;
        }
        else
        {
            _sendFaults[endpoint] = sentence;
        }
    }

    private void Show(TestExchange exchange, bool isEndToEnd)
    {
        _exchanges[exchange.Request.Endpoint] = exchange;
        _listId = exchange.ListId ?? _listId;
        if (isEndToEnd)
        {
            _endToEnd.Add(exchange);
        }
    }

    private void SetListId(ListId? id)
    {
        _listId = id;
        Refresh();
    }

    private void Cancel() => _sending?.Cancel();

    private void Tick()
    {
        _seconds++;
        StateHasChanged();
    }

    private void Declare(string variable)
    {
        Session.Editing.Declare(variable);
        Refresh();
    }

    // To the first place that uses the variable, or to where it is declared.
    private Task GoToUseAsync(string variable)
    {
        var path = VariablePlaces.Of(Session.Form.Root, variable).FirstOrDefault();
        return path is null ? Task.CompletedTask : GoTo.InvokeAsync(path);
    }

    private static string Words(TestExchange exchange) => EndpointTestCard.Words(exchange);

    private static string Expected(EndpointForm endpoint) => ExpectedResponse.Of(endpoint.ListIdPath);

    private sealed class SendingNow(string? endpoint) : IDisposable
    {
        public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
        private readonly CancellationTokenSource _stop = new();

        public string? Endpoint => endpoint;

        public CancellationToken Stop => _stop.Token;

        public void Cancel() => _stop.Cancel();

        public void Dispose() => _stop.Dispose();
    }
}
