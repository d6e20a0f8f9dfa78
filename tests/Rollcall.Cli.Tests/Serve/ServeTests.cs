using System.Text.Json;

namespace Rollcall.Cli.Tests.Serve;

public sealed class ServeTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("rollcall-serve-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task With_json_where_it_listens_stands_alone_on_standard_output()
    {
        using var output = new StopsWhenWritten();
        var setup = new CommandSetup { Stop = output.Stop };
        var (code, error) = await setup.RunAsync(
            output,
            "serve",
            "--data",
            _data,
            "--urls",
            "http://127.0.0.1:0",
            "--json"
        );
        Assert.Equal((0, true), (code, error.Contains("Rollcall listens on http://127.0.0.1:")));
        var told = JsonSerializer.Deserialize<JsonElement>(output.ToArray());
        Assert.NotEqual(0, new Uri(told.GetProperty("address").GetString()!).Port);
        Assert.Equal(_data, told.GetProperty("data").GetString());
    }

    /// <summary>Ctrl-C as soon as something is printed.</summary>
    private sealed class StopsWhenWritten : MemoryStream
    {
        private readonly CancellationTokenSource _stop = new();

        public CancellationToken Stop => _stop.Token;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            _stop.Cancel();
        }
    }
}
