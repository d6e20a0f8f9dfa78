using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Rollcall.Core.Diffing;
using Rollcall.Core.Storage;
using Rollcall.Storage.Sqlite;
using static Rollcall.Storage.Tests.Contracts.Samples;

namespace Rollcall.Storage.Tests;

/// <summary>This test program once more, as another process that does one thing until it is killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Commits steps numbered from where the last child ended, and writes each number once its step is committed.</summary>
    public const string WriteSteps = "write-steps";

    /// <summary>Appends pieces numbered from where the last child ended, and writes each number once its step is appended.</summary>
    public const string AppendSteps = "append-steps";

    /// <summary>Takes the database's write lock, says "locked" and keeps it.</summary>
    public const string HoldWriteLock = "hold-write-lock";

    /// <summary>Opens the state directory, says "open" and keeps it.</summary>
    public const string HoldState = "hold-state";

    private const string Mode = "ROLLCALL_TEST_CHILD";
    private const string Folder = "ROLLCALL_TEST_FOLDER";
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(string mode, string folder) =>
        new(
            Process.Start(
                new ProcessStartInfo(Environment.ProcessPath!)
                {
                    Environment = { [Mode] = mode, [Folder] = folder },
                    RedirectStandardOutput = true,
                }
            )!
        );

    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Kills it (SIGKILL) and gives what it had still written.</summary>
    public string[] Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        return _process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    // CA2255: this is a program, and the test runner's entry point is generated: there is no other place before it.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Become()
    {
        var folder = Environment.GetEnvironmentVariable(Folder)!;
        switch (Environment.GetEnvironmentVariable(Mode))
        {
            case WriteSteps:
                WriteOn(folder);
                break;
            case AppendSteps:
                AppendOn(folder);
                break;
            case HoldWriteLock:
                using (var connection = new SqliteConnection($"Data Source={SqliteLedger.FileIn(folder)}"))
                {
                    connection.Open();
                    using var transaction = connection.BeginTransaction();
                    SayAndWait("locked");
                }
                break;
            case HoldState:
                using (StateDirectory.Open(folder))
                {
                    SayAndWait("open");
                }
                break;
        }
    }

    private static void WriteOn(string folder)
    {
        using var state = StateDirectory.Open(folder);
        var epoch = state.Ledger.Claim();
        var number = long.Parse(state.Ledger.Load()?.ListId ?? "0", CultureInfo.InvariantCulture);
        while (true)
        {
            number++;
            state.Ledger.Commit(
                epoch,
                Step(step =>
                {
                    step.Sync = Sync(number.ToString(CultureInfo.InvariantCulture));
                    step.Run = Run("r1");
                    step.Pieces.Add(Piece(Lane.Adds, number));
                    step.Outcomes.Add((Lane.Removes, new OutcomeRange(number, 1, Outcome.Acknowledged, false)));
                    step.Rejected.Add(Rejected((UInt128)number));
                })
            );
            Console.WriteLine(number);
        }
    }

    private static void AppendOn(string folder)
    {
        using var state = StateDirectory.Open(folder);
        var epoch = state.Ledger.Claim();
        if (state.Ledger.Interrupted() is null)
        {
            state.Ledger.Commit(epoch, Step(step => step.Run = Run("r1")));
        }
        for (var number = state.Ledger.Interrupted()!.Pieces.Count + 1; ; number++)
        {
            state.Ledger.Append(epoch, Step(step => step.Pieces.Add(Piece(Lane.Adds, number))));
            if (number % 1000 == 0)
            {
                state.Ledger.Commit(epoch, new LedgerStep());
            }
            Console.WriteLine(number);
        }
    }

    private static void SayAndWait(string word)
    {
        Console.WriteLine(word);
        new ManualResetEvent(false).WaitOne();
    }
}
