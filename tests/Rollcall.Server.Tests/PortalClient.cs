using System.Net;
using System.Text.RegularExpressions;

namespace Rollcall.Server.Tests;

/// <summary>A browser without scripts: follows redirects, keeps cookies, sends forms.</summary>
internal sealed partial class PortalClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();

    public PortalClient(Uri address) =>
        _http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = address };

    /// <summary>Where the last answer came from.</summary>
    public string Path { get; private set; } = "";

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    public async Task<string> GetAsync(string path) => await ReadAsync(await _http.GetAsync(path));

    /// <summary>Fills in a form of a page and sends it.</summary>
    public async Task<string> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        return await SendAsync(await GetAsync(path), path, form, fields);
    }

    /// <summary>Fills in a form of a page that is open.</summary>
    public async Task<string> SendAsync(
        string html,
        string path,
        string form,
        params (string Name, string Value)[] fields
    )
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (Match hidden in Hidden().Matches(FormIn(html, form)))
        {
            values.Add(
                new(WebUtility.HtmlDecode(hidden.Groups[1].Value), WebUtility.HtmlDecode(hidden.Groups[2].Value))
            );
        }
        values.AddRange(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(values);
        return await ReadAsync(await _http.PostAsync(path, content));
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Path = answer.RequestMessage!.RequestUri!.PathAndQuery;
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    private static string FormIn(string html, string form)
    {
        var forms = html.Split("<form ").Skip(1).Select(part => part.Split("</form>")[0]);
        return forms.FirstOrDefault(part => part.Contains($"value=\"{form}\""))
            ?? throw new InvalidOperationException($"There is no form {form} in:\n{html}");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
