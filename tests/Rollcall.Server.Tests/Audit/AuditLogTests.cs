using Microsoft.EntityFrameworkCore;
using Rollcall.Server.Audit;
using Rollcall.Storage.Audit;

namespace Rollcall.Server.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly AuditSubject Project = new("prj_1", "Web", "prj_1");

    [Fact]
    public async Task An_entry_says_who_did_what_when_and_only_what_differs()
    {
        var entry = Assert.Single(
            await RecordAsync(new { Name = "Web", TimeZone = "UTC" }, new { Name = "Web \"2\" שלום", TimeZone = "UTC" })
        );
        Assert.Equal(("Ada", "project.changed", "prj_1"), (entry.ActorName, entry.Action, entry.SubjectId));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero), entry.At);
        Assert.Equal("{\"name\":\"Web\"}", entry.Before);
        Assert.Equal("{\"name\":\"Web \\\"2\\\" שלום\"}", entry.After);
    }

    [Fact]
    public async Task A_change_to_what_it_was_leaves_no_entry() =>
        Assert.Empty(await RecordAsync(new { Name = "Web" }, new { Name = "Web" }));

    [Fact]
    public async Task A_secret_shows_only_whether_it_changed()
    {
        var entry = Assert.Single(await RecordAsync(new { Key = SecretState.NotSet }, new { Key = SecretState.Set }));
        Assert.Equal("{\"key\":\"notSet\"}", entry.Before);
        Assert.Equal("{\"key\":\"set\"}", entry.After);
    }

    [Fact]
    public async Task What_is_new_has_no_before_and_what_is_gone_no_after()
    {
        Assert.Null(Assert.Single(await RecordAsync(null, new { Name = "Web" })).Before);
        Assert.Null(Assert.Single(await RecordAsync(new { Name = "Web" }, null)).After);
    }

    [Fact]
    public async Task Another_organization_sees_no_entry()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RecordAsync(test, null, new { Name = "Web" });
        await using var other = test.Databases.OpenFor("org_2");
        Assert.Empty(await other.Audit.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_change_that_is_not_saved_leaves_no_entry()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using (var database = test.Databases.OpenFor("org_1"))
        {
            new AuditLog(test.Time).Record(database, TestDatabase.Asker(), "project.created", Project);
        }
        await using var reading = test.Databases.OpenFor("org_1");
        Assert.Empty(await reading.Audit.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_name_becomes_a_formula_in_the_exported_log()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var database = test.Databases.OpenFor("org_1");
        var evil = new AuditSubject("prj_1", "  =HYPERLINK(\"http://x\")");
        new AuditLog(test.Time).Record(database, TestDatabase.Asker(), "project.created", evil);
        var line = AuditCsv.Line(Assert.Single(database.ChangeTracker.Entries<AuditEntry>()).Entity);
        Assert.Contains(",\"'  =HYPERLINK(\"\"http://x\"\")\",", line);
    }

    private static async Task<List<AuditEntry>> RecordAsync(object? before, object? after)
    {
        await using var test = await TestDatabase.CreateAsync();
        return await RecordAsync(test, before, after);
    }

    private static async Task<List<AuditEntry>> RecordAsync(TestDatabase test, object? before, object? after)
    {
        await using var database = test.Databases.OpenFor("org_1");
        new AuditLog(test.Time).Record(database, TestDatabase.Asker(), "project.changed", Project, before, after);
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        return await database.Audit.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
