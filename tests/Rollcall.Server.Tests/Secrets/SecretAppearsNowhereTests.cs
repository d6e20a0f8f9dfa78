using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollcall.Server.Tests.Api;
using Rollcall.Server.Tests.Catalog;
using Rollcall.Server.Tests.Syncs;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Tests.Secrets;

public sealed class SecretAppearsNowhereTests
{
    // Has letters that base64, addresses and JSON each write in another way.
    private const string Canary = "c4nary+/=&'-9f3e7b";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_that_was_given_is_in_no_answer_page_log_mail_or_byte_of_the_data_folder()
    {
        var logs = new Collector();
        await using var world = await CatalogWorld.StartAsync(services =>
        {
            AskerByHeader.AddTo(services);
            services.AddSingleton<ILoggerProvider>(logs);
        });
        var things = await IsolatedThings.MakeAsync(world);
        using var http = new HttpClient(new Listener(logs)) { BaseAddress = world.Server.Address };
        http.DefaultRequestHeaders.Add(AskerByHeader.Header, world.PartnersProject.PersonId);
        await UseAsync(world, http, things);
        await AskEverythingAsync(world, http, things);

        Assert.True(logs.Texts.Count > 50, $"Only {logs.Texts.Count} answers and log lines were seen.");
        var found = logs.Texts.SelectMany(text => FoundIn(text, Encoding.UTF8.GetBytes(text))).ToList();
        // The lock file is empty, and cannot be opened while the server runs.
        var files = Directory
            .EnumerateFiles(world.Folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Cancellation);
            found.AddRange(FoundIn(file, bytes.ToArray()));
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    // Stores it, as a destination's and as a test's, and has it sent: to a destination that takes it, and to one that refuses it.
    private static async Task UseAsync(CatalogWorld world, HttpClient http, IsolatedThings things)
    {
        var project = $"/api/v1/projects/{world.PartnersProject.ProjectId}";
        var address = world.Sandbox.Address.ToString().TrimEnd('/');
        foreach (var secret in new[] { Canary, CatalogWorld.Token })
        {
            var form = new
            {
                versionId = things.InternalVersionId,
                name = $"Known by {secret.Length} letters",
                settings = new Dictionary<string, string> { ["bearer_token"] = secret, ["base_url"] = address },
                mapping = new Dictionary<string, string> { ["user_id_field_amplitude"] = "user_id" },
            };
            http.DefaultRequestHeaders.Remove("Idempotency-Key");
            http.DefaultRequestHeaders.Add("Idempotency-Key", $"key-{secret.Length}");
            using var tested = await http.PostAsJsonAsync(
                $"{project}/destinations/connection-tests",
                form,
                Cancellation
            );
            http.DefaultRequestHeaders.Remove("Idempotency-Key");
            http.DefaultRequestHeaders.Add("Idempotency-Key", $"key-of-another-{secret.Length}");
            using var made = await http.PostAsJsonAsync($"{project}/destinations", form, Cancellation);
            http.DefaultRequestHeaders.Remove("Idempotency-Key");
            Assert.Equal(201, (int)made.StatusCode);
            using var sync = await http.PostAsJsonAsync(
                $"{project}/syncs",
                new
                {
                    cohortId = things.Ids["cohortId"],
                    destinationId = made.Headers.Location!.ToString().Split('/')[^1],
                    cadence = new { kind = "one_time" },
                },
                Cancellation
            );
            Assert.Equal(201, (int)sync.StatusCode);
            await EndedAsync(world);
            using var test = await http.PostAsJsonAsync(
                $"/api/v1/organizations/{world.PartnersProject.OrganizationId}/versions/{things.InternalVersionId}/test",
                new
                {
                    fields = form.settings,
                    properties = form.mapping,
                    users = "user_id\nu-1\n",
                },
                Cancellation
            );
            Assert.NotEqual(404, (int)test.StatusCode);
        }
    }

    private static async Task EndedAsync(CatalogWorld world)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(Cancellation))
        {
            await using var database = world.Get<Databases>().OpenForInstallation();
            if (
                await database.SyncRuns.AnyAsync(Cancellation)
                && !await database.SyncRuns.AnyAsync(run => run.FinishedAt == null, Cancellation)
                && !await database.Syncs.AnyAsync(sync => sync.LastRunAt == null, Cancellation)
            )
            {
                return;
            }
        }
    }

    private static async Task AskEverythingAsync(CatalogWorld world, HttpClient http, IsolatedThings things)
    {
        var reviewer = world.Rita.PersonId;
        foreach (var route in Addresses(world.Server.Services))
        {
            var address = string.Join('/', route.Split('/').Select(part => Filled(part, things.On(route))));
            foreach (var person in new[] { world.PartnersProject.PersonId, reviewer })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Add(AskerByHeader.Header, person);
                using var answer = await http.SendAsync(request, Cancellation);
            }
        }
        using var reviewed = new HttpRequestMessage(
            HttpMethod.Post,
            $"/api/v1/review/submissions/{things.Ids["submissionId"]}/tests"
        );
        reviewed.Headers.Add(AskerByHeader.Header, reviewer);
        using var tests = await http.SendAsync(reviewed, Cancellation);
    }

    private static IEnumerable<string> Addresses(IServiceProvider services) =>
        from route in services
            .GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
        let pattern = $"/{route.RoutePattern.RawText?.Trim('/')}"
        where !pattern.Contains("_framework", StringComparison.Ordinal) && !pattern.Contains('*')
        where (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Contains("GET")
        select pattern;

    private static string Filled(string part, Dictionary<string, string> ids)
    {
        if (!part.StartsWith('{'))
        {
            return part;
        }
        var name = part.Trim('{', '}').Split(':')[0];
        return ids.FirstOrDefault(id => id.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "x";
    }

    private static IEnumerable<string> FoundIn(string where, byte[] bytes) =>
        from secret in new[] { Canary, CatalogWorld.Token, CatalogWorld.CustomersToken }
        from form in FormsOf(secret)
        where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0
        select $"\"{form}\" is in {where[..Math.Min(where.Length, 400)]}";

    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return new[]
        {
            secret,
            Convert.ToBase64String(bytes),
            Convert.ToHexString(bytes),
            Convert.ToHexStringLower(bytes),
            Uri.EscapeDataString(secret),
            JsonSerializer.Serialize(secret).Trim('"'),
        }.Distinct();
    }

    /// <summary>Keeps every answer.</summary>
    private sealed class Listener(Collector collector) : DelegatingHandler(new HttpClientHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            collector.Texts.Add($"{request.Method} {request.RequestUri}: {answer.StatusCode} {answer.Headers} {body}");
            return answer;
        }
    }

    /// <summary>Keeps every line of the log.</summary>
    private sealed class Collector : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Texts.Add($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
