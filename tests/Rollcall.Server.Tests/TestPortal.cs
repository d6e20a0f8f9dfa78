using Microsoft.Extensions.DependencyInjection;
using Rollcall.Server.Access;
using Rollcall.Server.Configuration;
using Rollcall.Server.People;
using Rollcall.Storage.Database;
using Rollcall.Storage.Organizations;

namespace Rollcall.Server.Tests;

/// <summary>The server in this process, on a data folder of its own.</summary>
internal sealed class TestPortal : IAsyncDisposable
{
    public const string Password = "correct horse battery staple 7";

    private readonly string _folder;

    private TestPortal(RollcallServer server, ServerOptions options, string folder) =>
        (Server, Options, _folder) = (server, options, folder);

    public RollcallServer Server { get; }

    public ServerOptions Options { get; }

    public Databases Databases => Server.Services.GetRequiredService<Databases>();

    public static async Task<TestPortal> StartAsync(TimeProvider? time = null, Action<ServerOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-").FullName;
        var options = new ServerOptions { Data = folder, Url = "http://127.0.0.1:0" };
        configure?.Invoke(options);
        var server = await RollcallServer.StartAsync(
            options,
            time ?? TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        return new TestPortal(server, options, folder);
    }

    public PortalClient Browser() => new(Server.Address);

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    /// <summary>A person with a seat; the organization is made with the first.</summary>
    public async Task<AdminUser> PersonAsync(
        string name,
        string organization,
        Role role = Role.Admin,
        bool isOperator = false
    )
    {
        await using var shell = await AdminShell.OpenAsync(
            Options,
            Get<TimeProvider>(),
            TestContext.Current.CancellationToken
        );
        return await shell.CreateUserAsync(
            new AdminUserForm(
                name,
                $"{name.ToLowerInvariant()}@example.com",
                Password,
                organization,
                null,
                role,
                isOperator,
                false
            ),
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>A token of a person.</summary>
    public async Task<string> TokenAsync(AdminUser user, Role? role = null, int days = 90)
    {
        await using var shell = await AdminShell.OpenAsync(
            Options,
            Get<TimeProvider>(),
            TestContext.Current.CancellationToken
        );
        var token = await shell.CreateTokenAsync(
            user.Email,
            user.OrganizationId,
            role,
            "test",
            days,
            TestContext.Current.CancellationToken
        );
        return token.Token;
    }

    /// <summary>A client of the API.</summary>
    public HttpClient Api(string? token)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Address };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
        return http;
    }

    /// <summary>Who asks, as an operation takes it.</summary>
    public static Asker AskerOf(AdminUser user) =>
        new()
        {
            PersonId = user.Id,
            PersonName = user.Email,
            OrganizationId = user.OrganizationId,
            Role = user.Role,
        };

    /// <summary>Signs a person in.</summary>
    public async Task<PortalClient> SignedInAsync(AdminUser user)
    {
        var browser = Browser();
        await browser.SendAsync("/sign-in", "password", ("Form.Email", user.Email), ("Form.Password", Password));
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
