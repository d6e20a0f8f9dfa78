using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Server.Mail;
using Rollcall.Storage.Mail;

namespace Rollcall.Server.Tests.Mail;

public sealed class MailTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_mail_server_a_mail_lands_in_the_outbox_folder_and_keeps_its_text()
    {
        await using var test = await TestDatabase.CreateAsync();
        var mail = await QueueAsync(test, new MailOptions(), "Grüße\r\nBcc: eve@example.com");
        await DeliverAsync(test, new MailOptions());
        var file = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(test.Folder.Outbox)), Cancellation);
        Assert.Contains("To: ada@example.com", file);
        Assert.DoesNotContain("\nBcc:", file);
        var row = await ReadAsync(test, mail);
        Assert.Equal((MailState.Kept, "https://portal/invitation/secret"), (row.State, row.Text));
    }

    [Fact]
    public async Task A_mail_server_gets_the_mail_and_the_link_in_it_is_not_kept()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = new SmallMailServer();
        var options = Options(server);
        var mail = await QueueAsync(test, options, "Invitation");
        await DeliverAsync(test, options);
        Assert.Contains("https://portal/invitation/secret", Assert.Single(server.Received));
        var row = await ReadAsync(test, mail);
        Assert.Equal((MailState.Sent, test.Time.GetUtcNow()), (row.State, row.DoneAt));
        Assert.DoesNotContain("secret", row.Text);
    }

    [Fact]
    public async Task A_busy_mail_server_is_tried_again_later_and_not_before()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = new SmallMailServer { AnswerToRecipient = "451 later" };
        var options = Options(server);
        var mail = await QueueAsync(test, options, "Invitation");
        await DeliverAsync(test, options);
        Assert.Equal((MailState.Queued, "later"), await StateAsync(test, mail));
        server.AnswerToRecipient = "250 ok";
        Assert.Equal(0, await DeliverAsync(test, options));
        test.Time.Advance(MailDelivery.Pause(1));
        Assert.Equal(1, await DeliverAsync(test, options));
        Assert.Equal((MailState.Sent, null), await StateAsync(test, mail));
    }

    [Fact]
    public async Task A_refused_address_is_not_tried_again()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = new SmallMailServer { AnswerToRecipient = "550 nobody here" };
        var mail = await QueueAsync(test, Options(server), "Invitation");
        await DeliverAsync(test, Options(server));
        Assert.Equal((MailState.Failed, "nobody here"), await StateAsync(test, mail));
    }

    [Fact]
    public async Task An_unreachable_mail_server_is_given_up_after_about_a_day()
    {
        await using var test = await TestDatabase.CreateAsync();
        var server = new SmallMailServer();
        var options = Options(server);
        await server.DisposeAsync();
        var mail = await QueueAsync(test, options, "Invitation");
        var begin = test.Time.GetUtcNow();
        while ((await ReadAsync(test, mail)).State == MailState.Queued)
        {
            await DeliverAsync(test, options);
            test.Time.Advance(MailDelivery.Pause((await ReadAsync(test, mail)).Attempts));
        }
        Assert.InRange(test.Time.GetUtcNow() - begin, TimeSpan.FromHours(20), TimeSpan.FromHours(32));
    }

    [Fact]
    public async Task A_mail_that_a_dying_process_was_sending_goes_out_later()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var death = new CancellationTokenSource();
        await using var server = new SmallMailServer { AnswerToRecipient = "451 later", OnRecipient = death.Cancel };
        var options = Options(server);
        var mail = await QueueAsync(test, options, "Invitation");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Delivery(test, options).DeliverDueAsync(death.Token)
        );
        (server.AnswerToRecipient, server.OnRecipient) = ("250 ok", () => { });
        Assert.Equal(0, await DeliverAsync(test, options));
        test.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await DeliverAsync(test, options));
        Assert.Equal((MailState.Sent, null), await StateAsync(test, mail));
    }

    [Fact]
    public async Task A_mail_and_its_file_are_forgotten_after_90_days_and_one_to_be_sent_is_not()
    {
        await using var test = await TestDatabase.CreateAsync();
        await QueueAsync(test, new MailOptions(), "Old");
        await DeliverAsync(test, new MailOptions());
        test.Time.Advance(MailDelivery.Kept);
        var waiting = await QueueAsync(test, new MailOptions(), "Waiting");
        Assert.Equal(0, await Delivery(test, new MailOptions()).PruneAsync(Cancellation));
        test.Time.Advance(MailDelivery.Kept + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Delivery(test, new MailOptions()).PruneAsync(Cancellation));
        Assert.Empty(Directory.GetFiles(test.Folder.Outbox));
        Assert.Equal(MailState.Queued, (await ReadAsync(test, waiting)).State);
    }

    private static MailOptions Options(SmallMailServer server) =>
        new()
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Security = MailSecurity.None,
        };

    private static async Task<string> QueueAsync(TestDatabase test, MailOptions options, string subject)
    {
        await using var database = test.Databases.OpenFor("org_1");
        var outbox = new MailOutbox(test.Time, options);
        var mail = outbox.Queue(
            database,
            "ada@example.com",
            subject,
            "https://portal/invitation/secret",
            holdsLink: true
        );
        await database.SaveChangesAsync(Cancellation);
        return mail.Id;
    }

    private static MailDelivery Delivery(TestDatabase test, MailOptions options) =>
        new(test.Databases, new MailCarrier(options, test.Folder), test.Time, NullLogger<MailDelivery>.Instance);

    private static Task<int> DeliverAsync(TestDatabase test, MailOptions options) =>
        Delivery(test, options).DeliverDueAsync(Cancellation);

    private static async Task<(MailState State, string? Error)> StateAsync(TestDatabase test, string id)
    {
        var mail = await ReadAsync(test, id);
        return (mail.State, mail.Error);
    }

    private static async Task<QueuedMail> ReadAsync(TestDatabase test, string id)
    {
        await using var database = test.Databases.OpenForInstallation();
        return await database.Mails.AsNoTracking().SingleAsync(mail => mail.Id == id, Cancellation);
    }
}
