namespace Rollcall.System.Tests.Mailman;

/// <summary>The settings of a Mailman that only answers its REST API: no mail comes in, none goes out.</summary>
internal static class MailmanSettings
{
    private static readonly string[] Idle =
    [
        "archive",
        "bad",
        "bounces",
        "command",
        "digest",
        "in",
        "lmtp",
        "nntp",
        "out",
        "pipeline",
        "retry",
        "task",
        "virgin",
    ];

    public static string Text(string folder, string programs, int port, string user, string password) =>
        $"""
            [mailman]
            layout: here
            site_owner: owner@example.org
            noreply_address: noreply@example.org

            [paths.here]
            var_dir: {folder}/var
            bin_dir: {programs}

            [database]
            class: mailman.database.sqlite.SQLiteDatabase
            url: sqlite:///{folder}/var/mailman.db

            [webservice]
            hostname: 127.0.0.1
            port: {port}
            admin_user: {user}
            admin_pass: {password}

            [mta]
            incoming: mailman.mta.null.NullMTA
            outgoing: mailman.mta.null.NullMTA

            {string.Join("\n\n", Idle.Select(runner => $"[runner.{runner}]\nstart: no"))}

            """;
}
