using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;

namespace Rollcall.Cli.Tests.Sandbox;

public sealed class SandboxTests
{
    [Fact]
    public async Task The_sandbox_serves_until_it_is_stopped_and_shows_its_requests()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var input = new AnonymousPipeClientStream(PipeDirection.In, output.ClientSafePipeHandle);
        var setup = new CommandSetup { Stop = stop.Token };

        var running = Task.Run(() => setup.RunAsync(output, "sandbox", "--port", "0"));
        var welcome = await new StreamReader(input).ReadLineAsync();
        using var client = new HttpClient();
        var address = welcome!
            .Split(' ')
            .Single(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        using var answer = await client.PostAsync(address + "/lists", new StringContent("""{"name": "a"}"""));
        await stop.CancelAsync();
        var (code, error) = await running;

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("The sandbox has ended after 1 request.", error);
    }

    [Fact]
    public async Task A_port_that_is_taken_exits_2()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = await CommandRun.Of("sandbox", "--port", $"{port}");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("The sandbox cannot start: ", run.Error);
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task A_port_that_is_none_exits_2(string port)
    {
        var run = await CommandRun.Of("sandbox", "--port", port);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith($"--port takes a number from 0 to 65535, not \"{port}\".", run.Error);
    }
}
