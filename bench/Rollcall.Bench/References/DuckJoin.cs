using System.Diagnostics;
using DuckDB.NET.Data;

namespace Rollcall.Bench.References;

/// <summary>What DuckDB needs for the same: one full outer join that tells who entered, left or changed, with two threads.</summary>
internal static class DuckJoin
{
    /// <summary>Over two CSV files; no state is written.</summary>
    public static void Diff(string old, string young, string folder)
    {
        using var database = Open("DataSource=:memory:");
        var watch = Stopwatch.StartNew();
        var found = Join(database, Csv(old), Csv(young), folder);
        Print(found, watch);
    }

    /// <summary>Makes a database file of the old version.</summary>
    public static void Load(string old, string file)
    {
        using var database = Open($"DataSource={file}");
        Execute(database, $"create table members as select * from {Csv(old)}");
        Console.WriteLine("{}");
    }

    /// <summary>Loads the new version into a database file of its own and joins it with the old one's.</summary>
    public static void WholeJob(string old, string young, string folder)
    {
        using var database = Open($"DataSource={Path.Combine(folder, "new.duckdb")}");
        var watch = Stopwatch.StartNew();
        Execute(database, $"attach '{old}' as old (read_only)");
        Execute(database, $"create table members as select * from {Csv(young)}");
        var found = Join(database, "old.members", "members", folder);
        Execute(database, "checkpoint");
        Print(found, watch);
    }

    private static int Join(DuckDBConnection database, string old, string young, string folder) =>
        Execute(
            database,
            $"""
            copy (
                select case when old.user_id is null then 'add' when new.user_id is null then 'remove' else 'change' end,
                    coalesce(new.user_id, old.user_id), new.email, new.plan
                from {young} new full outer join {old} old on new.user_id = old.user_id
                where old.user_id is null or new.user_id is null
                    or new.email is distinct from old.email or new.plan is distinct from old.plan
            ) to '{Path.Combine(folder, "plan.csv")}'
            """
        );

    private static DuckDBConnection Open(string connection)
    {
        var database = new DuckDBConnection(connection);
        database.Open();
        Execute(database, "set threads = 2");
        return database;
    }

    private static string Csv(string file) => $"read_csv('{file}', header = true, all_varchar = true)";

    private static int Execute(DuckDBConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static void Print(int found, Stopwatch watch) => Outcome.Print(found, watch.Elapsed);
}
