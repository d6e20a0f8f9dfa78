using System.Buffers;
using System.Text;
using Rollcall.Core.Delivery;
using Rollcall.Core.Delivery.Requests;

namespace Rollcall.Core.Tests.Delivery;

/// <summary>Short ways to make and send requests.</summary>
internal static class Sending
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static RenderedRequest Request(string url, string method = "POST", string? body = "{\"a\":1}")
    {
        var request = new RenderedRequest { Url = url, Method = method };
        if (body is not null)
        {
            request.MediaType = "application/json";
            request.Body.Write(Encoding.UTF8.GetBytes(body));
        }
        return request;
    }

    public static RenderedRequest With(this RenderedRequest request, string header, string value)
    {
        request.Headers.Add(new KeyValuePair<string, string>(header, value));
        return request;
    }

    public static async Task<Answer> SendAsync(RenderedRequest request, bool publicOnly = false)
    {
        using var sender = new Sender(EgressHandler.Create(publicOnly, 4), TimeProvider.System);
        return await sender.SendAsync(request, Patience, TestContext.Current.CancellationToken);
    }
}
