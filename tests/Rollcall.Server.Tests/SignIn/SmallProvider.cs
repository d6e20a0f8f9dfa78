using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Rollcall.Server.Tests.SignIn;

/// <summary>As much of an OpenID Connect provider as signing in needs: it says yes to everybody, as one person.</summary>
internal sealed class SmallProvider : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly Dictionary<string, string> _nonces = [];
    private readonly WebApplication _application;

    private SmallProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapGet("/.well-known/openid-configuration", Describe);
        _application.MapGet("/keys", Keys);
        _application.MapGet("/authorize", Authorize);
        _application.MapPost("/token", TokenAsync);
        _application.MapGet("/userinfo", () => Results.Json(Claims()));
    }

    public string Email { get; set; } = "ada@example.com";

    public bool IsProved { get; set; } = true;

    public string Address => _application.Urls.First();

    public static async Task<SmallProvider> StartAsync()
    {
        var provider = new SmallProvider();
        await provider._application.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _key.Dispose();
    }

    private IResult Describe() =>
        Results.Json(
            new Dictionary<string, object>
            {
                ["issuer"] = Address,
                ["authorization_endpoint"] = $"{Address}/authorize",
                ["token_endpoint"] = $"{Address}/token",
                ["userinfo_endpoint"] = $"{Address}/userinfo",
                ["jwks_uri"] = $"{Address}/keys",
                ["response_types_supported"] = new[] { "code" },
                ["subject_types_supported"] = new[] { "public" },
                ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            }
        );

    private IResult Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return Results.Json(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        kid = "one",
                        alg = "RS256",
                        n = Base64UrlEncoder.Encode(key.Modulus),
                        e = Base64UrlEncoder.Encode(key.Exponent),
                    },
                },
            }
        );
    }

    private IResult Authorize(HttpRequest request)
    {
        var code = Guid.NewGuid().ToString("N");
        _nonces[code] = request.Query["nonce"].ToString();
        var back =
            $"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}";
        return Results.Redirect(back);
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_secret"] != "shared" || form["code_verifier"].Count == 0)
        {
            return Results.BadRequest(new { error = "invalid_client" });
        }
        var claims = Claims();
        claims["nonce"] = _nonces[form["code"].ToString()];
        var token = new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Address,
                Audience = "rollcall",
                Claims = claims,
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = "one" }, "RS256"),
            }
        );
        return Results.Json(
            new
            {
                access_token = "access",
                token_type = "Bearer",
                expires_in = 60,
                id_token = token,
            }
        );
    }

    private Dictionary<string, object> Claims() =>
        new()
        {
            ["sub"] = "person-7",
            ["email"] = Email,
            ["email_verified"] = IsProved,
        };
}
