using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Rollcall.Core.EndpointTests;
using Rollcall.Core.Runs;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Portal.Developer.Editing;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>The users of the tests: generated, or uploaded as CSV.</summary>
public sealed partial class TestUsersCard
{
    private string _count = "3";
    private string? _countFault;
    private string? _uploadFault;
    private TestCsv? _table;
    private TestUsers? _shown;

    /// <summary>The users.</summary>
    [Parameter, EditorRequired]
    public required TestUsers Users { get; set; }

    /// <summary>The mapping fields, whose options become columns.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SetupMapping> Mapping { get; set; }

    /// <summary>What is wrong with them.</summary>
    [Parameter]
    public IReadOnlyList<string> Faults { get; set; } = [];

    /// <summary>What is odd about them.</summary>
    [Parameter]
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>Other users are to be used.</summary>
    [Parameter]
    public EventCallback<TestUsers> Changed { get; set; }

    /// <summary>The page's script.</summary>
    [CascadingParameter]
    public required PageScript Script { get; set; }

    /// <summary>Says which users are generated.</summary>
    [Inject]
    public required TimeProvider Time { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shown == Users)
        {
            return;
        }
        _shown = Users;
        try
        {
            _table = Users.Table();
        }
        catch (UsageException wrong)
        {
            (_table, _uploadFault) = (null, wrong.Message);
        }
    }

    private Task GenerateAsync()
    {
        _countFault = null;
        var isCount = int.TryParse(_count, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (!isCount || count is < 1 or > TestUsers.MostUsers)
        {
            _countFault = $"Users must be a whole number from 1 to {TestUsers.MostUsers:N0}.";
            return Task.CompletedTask;
        }
        // Others at each click.
#pragma warning disable CA5394 // No secret hangs on them.
        var random = new Random(Time.GetUtcNow().GetHashCode());
#pragma warning restore CA5394
        _uploadFault = null;
        return Changed.InvokeAsync(TestUsers.Generate(count, random, Further()));
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        _uploadFault = null;
        if (change.File.Size > TestUsers.MostBytes)
        {
            _uploadFault = $"The file has {change.File.Size / 1024:N0} KiB; 1 MiB is the most. A few rows are enough.";
            return;
        }
        await using var stream = change.File.OpenReadStream(TestUsers.MostBytes);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        await Changed.InvokeAsync(new TestUsers(change.File.Name, Encoding.UTF8.GetString(bytes.ToArray())));
    }

    private Task SampleAsync()
    {
#pragma warning disable CA5394 // No secret hangs on them.
        var users = TestUsers.Generate(3, new Random(1), Further());
#pragma warning restore CA5394
        return Script.DownloadAsync("test-users.csv", "text/csv", users.Csv);
    }

    private IEnumerable<string> Further() => Mapping.SelectMany(field => field.Options).Select(option => option.Value);
}
