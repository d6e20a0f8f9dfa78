using System.Net;
using Rollcall.Portal.Tests.Browser;

namespace Rollcall.Portal.Tests.Frame;

public sealed class FrameTests(Chromium chromium, SharedPortal shared)
{
    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in()
    {
        var portal = await shared.PortalAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = portal.Address,
        };
        using var answer = await http.GetAsync("/not-found");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await using var browser = await chromium.OpenAsync(portal.Address);
        var page = await browser.NewPageAsync();
        var response = await page.GotoAsync("/health/ready");
        Assert.Equal(200, response!.Status);
    }
}
