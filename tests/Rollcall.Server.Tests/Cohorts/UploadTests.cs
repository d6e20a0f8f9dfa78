using System.Text;
using Rollcall.Server.Cohorts;
using Rollcall.Storage.Cohorts;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Cohorts;

/// <summary>Files that are uploaded.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task A_file_that_cannot_be_read_takes_nobody_s_place()
    {
        await using var world = await StartAsync();
        var cohort = await world.CohortAsync(Users(5));
        var before = (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).UploadId;

        foreach (
            var (name, text) in new[]
            {
                ("a.csv", "user_id\na,b\n"),
                ("a.jsonl", "no json\n"),
                ("a.xlsx", "x"),
                ("..", "x"),
                ("a.csv.gz", "user_id\na\n"),
            }
        )
        {
            var refusal = await Assert.ThrowsAsync<Refusal>(() =>
                world.Get<Uploads>().ReceiveForAsync(world.Asker, cohort.Id, name, Body(text))
            );
            Assert.DoesNotContain(world.Folder, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).UploadId);
        Assert.Single(Directory.GetDirectories(Path.Combine(world.Folder, "uploads")));
    }

    [Theory]
    [InlineData("users.csv", "user_id,plan", "u,p", "u,p,more")]
    [InlineData("users.tsv", "user_id\tplan", "u\tp", "u")]
    [InlineData("users.jsonl", "{\"user_id\":\"u\"}", "{\"user_id\":\"u\"}", "{\"user_id\":")]
    public async Task A_broken_row_far_down_is_told_with_its_line_and_the_old_file_stays(
        string name,
        string first,
        string row,
        string broken
    )
    {
        await using var world = await StartAsync();
        var cohort = await world.CohortAsync(Users(5));
        var before = (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).UploadId;
        var rows = Enumerable.Repeat(row, 60_000).ToList();
        (rows[0], rows[49_999]) = (first, broken);

        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            world.Get<Uploads>().ReceiveForAsync(world.Asker, cohort.Id, name, Body(string.Join('\n', rows)))
        );

        Assert.Contains("50000", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).UploadId);
        Assert.Single(Directory.GetDirectories(Path.Combine(world.Folder, "uploads")));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using var world = await StartAsync();
        var cohort = await world.CohortAsync(Users(5));

        await Assert.ThrowsAsync<IOException>(() =>
            world
                .Get<Uploads>()
                .ReceiveForAsync(world.Asker, cohort.Id, "b.csv", new MadeUpCsv(1 << 20, breaksOff: true))
        );

        Assert.Single(Directory.GetDirectories(Path.Combine(world.Folder, "uploads")));
    }

    [Fact]
    public async Task A_replaced_file_stays_while_a_run_reads_it_and_goes_then()
    {
        await using var world = await StartAsync();
        var (cohort, sync) = await world.SyncedAsync(Users(50));
        var old = (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).UploadId!;
        using var hold = world.Hold();
        await world.UploadAsync(cohort.Id, Users(60));
        var second = (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).UploadId!;
        await world.Get<Rollcall.Server.Syncs.SyncOrders>().RunAsync(world.Asker, sync.Id);
        await hold.ReachedAsync();
        await world.UploadAsync(cohort.Id, Users(70));

        await world.Get<UnusedFiles>().SweepAsync();
        Assert.False(Directory.Exists(Path.Combine(world.Folder, "uploads", old)));
        Assert.True(Directory.Exists(Path.Combine(world.Folder, "uploads", second)));

        hold.Release();
        Assert.Equal(10, (await world.EndedAsync(sync.Id, 2)).Added);
        await world.Get<UnusedFiles>().SweepAsync();
        Assert.False(Directory.Exists(Path.Combine(world.Folder, "uploads", second)));
        Assert.Equal(10, (await world.RunAsync(sync.Id)).Added);
    }

    [Fact]
    public async Task Another_cohort_s_file_of_the_same_name_stays_what_it_is()
    {
        await using var world = await StartAsync();
        var (uploads, cohorts) = (world.Get<Uploads>(), world.Get<ProjectCohorts>());
        var one = await cohorts.CreateAsync(world.Asker, new NewCohort("One", CohortSourceKind.File));
        var other = await cohorts.CreateAsync(world.Asker, new NewCohort("Other", CohortSourceKind.File));
        await uploads.ReceiveForAsync(world.Asker, one.Id, "users.csv", Csv(Users(3)));

        var second = await uploads.ReceiveForAsync(world.Asker, other.Id, "users.csv", Csv(Users(4)));

        Assert.Equal("users-2.csv", second.FileName);
        await UntilAsync(
            async () => (await cohorts.GetAsync(world.Asker, one.Id)).UploadId is { } id && id != second.Id,
            () => ""
        );
    }

    [Fact]
    public async Task A_query_over_uploaded_files_is_a_cohort_with_members_columns_and_a_size()
    {
        await using var world = await StartAsync();
        await world
            .Get<Uploads>()
            .ReceiveAsync(world.Asker, "users.csv", Body("user_id,plan\n1,trial\n2,paid\n3,trial\n"));
        const string Sql = "SELECT user_id, plan FROM users WHERE plan = 'trial'";
        var preview = await world.Get<CohortPreviews>().OfQueryAsync(world.Asker, Sql);
        Assert.Equal(["user_id", "plan"], preview.Columns.Select(column => column.Name));
        Assert.Equal(2, preview.Rows.Count);

        var cohort = await world
            .Get<ProjectCohorts>()
            .CreateAsync(world.Asker, new NewCohort("Trial", CohortSourceKind.Query, Sql));

        await UntilAsync(
            async () => (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).Members == 2,
            () => "It was not counted."
        );
        Assert.Equal(2, Assert.Single(await world.Get<ProjectCohorts>().SizesAsync(world.Asker, cohort.Id)).Members);
        Assert.Equal(
            [("plan", 1.0), ("user_id", 1.0)],
            (await world.Get<UserProperties>().ListAsync(world.Asker)).Select(property =>
                (property.Name, property.Filled)
            )
        );
        var sync = await world.SyncAsync(cohort.Id);
        Assert.Equal(2, (await world.EndedAsync(sync.Id)).Added);
    }

    [Fact]
    public async Task Pushed_members_are_synced_as_they_are_pushed()
    {
        await using var world = await StartAsync();
        var cohort = await world
            .Get<ProjectCohorts>()
            .CreateAsync(world.Asker, new NewCohort("Pushed", CohortSourceKind.Push, KeyColumn: "user_id"));
        var pushes = world.Get<Pushes>();
        await pushes.AddAsync(world.Asker, cohort.Id, Body("{\"user_id\": \"a\"}\n{\"user_id\": \"b\"}\n"));
        var sync = await world.SyncAsync(cohort.Id);
        Assert.Equal(2, (await world.EndedAsync(sync.Id)).Added);

        await pushes.RemoveAsync(world.Asker, cohort.Id, Body("[\"a\"]"));
        await pushes.AddAsync(world.Asker, cohort.Id, Body("[{\"user_id\": \"c\"}]"));
        var run = await world.RunAsync(sync.Id);
        Assert.Equal((1, 1), (run.Added, run.Removed));

        await pushes.ReplaceAsync(world.Asker, cohort.Id, Body("[{\"user_id\": \"c\"}, {\"user_id\": \"d\"}]"));
        await world.RunAsync(sync.Id);
        world.ListHolds((await world.ReadAsync(sync.Id)).ListId!, ["c", "d"]);
        await Assert.ThrowsAsync<Refusal>(() =>
            pushes.AddAsync(world.Asker, cohort.Id, Body("[{\"user_id\": \"e\"}, 5]"))
        );
        Assert.Equal(2, (await world.Get<ProjectCohorts>().GetAsync(world.Asker, cohort.Id)).Members);
    }

    private static MemoryStream Body(string text) => new(Encoding.UTF8.GetBytes(text));
}
