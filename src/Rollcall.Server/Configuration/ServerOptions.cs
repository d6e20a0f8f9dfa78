using Rollcall.Server.Mail;
using Rollcall.Server.SignIn;

namespace Rollcall.Server.Configuration;

/// <summary>The settings of <c>rollcall serve</c>: section <c>Rollcall</c> of the configuration file, <c>ROLLCALL__NAME</c> in the environment, flags.</summary>
/// <remarks>Each stands, commented, in <c>rollcall.default.json</c>; a test keeps the two equal.</remarks>
public sealed class ServerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Rollcall";

    /// <summary>The data folder: database, uploads, syncs, keys. Default <c>data</c> under the current folder.</summary>
    public string Data { get; set; } = "data";

    /// <summary>Where to listen, such as <c>http://127.0.0.1:8420</c>; port 0 takes a free one. Loopback by default.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8420";

    /// <summary>The address under which people reach the portal, for links in mails and <c>$cohort_url</c>; empty: where it listens.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Proxies on other machines whose word is taken on where a request comes from (<c>X-Forwarded-For</c>): <c>10.0.0.5, 10.1.0.0/16</c>. One on this machine is believed anyway.</summary>
    public string Proxies { get; set; } = "";

    /// <summary>The mail server.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>The provider that people may sign in with.</summary>
    public OpenIdConnectSettings OpenIdConnect { get; set; } = new();

    /// <summary>The key that wraps the keys of secrets: 32 bytes as base64. Empty: the file <c>master.key</c> in the data folder, made at the first start.</summary>
    public string MasterKey { get; set; } = "";

    /// <summary>A folder of ready-made definitions that the catalog offers to everyone, a folder each with its <c>integration.yaml</c> and logo; empty: only those that come with Rollcall.</summary>
    public string Catalog { get; set; } = "";

    /// <summary>How logs are written.</summary>
    public LogFormat Logs { get; set; } = LogFormat.Text;

    /// <summary>Whether <c>/metrics</c> answers Prometheus. It tells figures only, no names; still, let a proxy keep it from the outside.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Where traces and metrics are sent, such as <c>http://127.0.0.1:4317</c>; empty: nowhere.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>For how many days runs and their requests are kept, 1 at least.</summary>
    public int RunHistoryDays { get; set; } = 90;

    /// <summary>Requests to the API that one person may make a minute, 60 at least.</summary>
    public int ApiRequestsPerMinute { get; set; } = 1200;

    /// <summary>Destinations that may be reached though they are private or not encrypted, by exact address: <c>127.0.0.1:8321, sandbox.internal:80</c>. Empty: none.</summary>
    public string AllowedAddresses { get; set; } = "";

    /// <summary>Networks whose destinations may be reached though they are private or not encrypted: <c>10.1.0.0/16, fd00:1::/32</c>. Empty: none.</summary>
    public string AllowedNetworks { get; set; } = "";
}

/// <summary>How logs are written.</summary>
public enum LogFormat
{
    /// <summary>A line an entry, for people.</summary>
    Text,

    /// <summary>A JSON object an entry, for programs.</summary>
    Json,
}
