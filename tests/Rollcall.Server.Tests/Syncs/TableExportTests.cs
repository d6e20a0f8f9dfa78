using Rollcall.Sandbox.Log;
using Rollcall.Server.Api;
using Rollcall.Server.Portal.Frame;
using Rollcall.Server.Syncs;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Syncs;

/// <summary>The tables of syncs, runs and errors: in order, whole, and as files.</summary>
public sealed class TableExportTests
{
    [Fact]
    public async Task Syncs_and_runs_are_files_that_a_spreadsheet_takes_for_no_formula()
    {
        await using var world = await StartAsync();
        var (_, sync) = await world.SyncedAsync(Users(3), "=People, \"all\"");
        await world.RunAsync(sync.Id);
        using var http = new HttpClient { BaseAddress = world.Server.Address };
        http.DefaultRequestHeaders.Add(AskerByHeader.Header, world.Asker.PersonId);
        var cancellation = TestContext.Current.CancellationToken;

        var syncs = await http.GetStringAsync("/api/v1/projects/prj_1/syncs.csv", cancellation);
        var runs = await http.GetStringAsync($"/api/v1/projects/prj_1/syncs/{sync.Id}/runs.csv", cancellation);

        Assert.StartsWith("cohort,destination,state,", syncs, StringComparison.Ordinal);
        Assert.Contains("\r\n\"'=People, \"\"all\"\"\",", syncs, StringComparison.Ordinal);
        Assert.Contains(sync.Id, syncs, StringComparison.Ordinal);
        Assert.Equal(3, runs.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("created,no,succeeded,3,3,0,0,0,0,", runs, StringComparison.Ordinal);
        var stranger = await http.GetAsync("/api/v1/projects/prj_1/syncs/syn_none/runs.csv", cancellation);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task An_error_tells_how_many_users_it_concerned_whichever_end_comes_first()
    {
        await using var world = await StartAsync(definition => definition with { BatchSize = 10 });
        var (cohort, sync) = await world.SyncedAsync(Users(100));
        await world.UploadAsync(cohort.Id, Users(103));
        world.Sandbox.Faults.Add(Sandbox.Faults.Fault.Answering(Operation.Add, 400));
        await world.RunAsync(sync.Id);
        world.Sandbox.Faults.Clear();
        world.Sandbox.Faults.Add(Sandbox.Faults.Fault.Answering(Operation.Add, 418));
        await world.UploadAsync(cohort.Id, Users(125));
        await world.RunAsync(sync.Id);
        var history = world.Get<SyncHistory>();

        var newest = await history.ErrorsAsync(world.Asker, sync.Id, new PageRequest(1));
        var oldest = await history.ErrorsAsync(world.Asker, sync.Id, new PageRequest(1), oldestFirst: true);

        Assert.Equal((400, 3), (oldest.Items[0].Error.Status, oldest.Items[0].Users));
        Assert.Equal((418, 22), (newest.Items[0].Error.Status, newest.Items[0].Users));
        var sizes = await history.SizesAsync(world.Asker, sync.Id);
        Assert.Equal(
            [(100, 100), (103, 100), (125, 100)],
            sizes.Select(size => ((int)size.Cohort, (int)size.Delivered))
        );
    }

    [Fact]
    public void A_table_is_sorted_by_the_column_in_its_address_either_way_and_by_no_other()
    {
        var sort = new TableSort<(string Name, int? Count)>(
            new Dictionary<string, Func<(string Name, int? Count), object?>>
            {
                ["name"] = row => row.Name,
                ["count"] = row => row.Count,
            }
        );
        (string, int?)[] rows = [("b", 2), ("C", null), ("a", 10)];

        Assert.Equal(["a", "b", "C"], sort.Of(rows, "name").Select(row => row.Name));
        Assert.Equal(["C", "b", "a"], sort.Of(rows, "-name").Select(row => row.Name));
        Assert.Equal(["C", "b", "a"], sort.Of(rows, "count").Select(row => row.Name));
        Assert.Equal(["b", "C", "a"], sort.Of(rows, "nonsense").Select(row => row.Name));
        Assert.Equal(["b", "C", "a"], sort.Of(rows, null).Select(row => row.Name));
    }
}
