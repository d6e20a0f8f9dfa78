using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Rollcall.Sandbox.Http;
using Rollcall.Sandbox.Log;
using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Requests;

/// <summary>Reads a request's body by its route and media type.</summary>
internal sealed class ContentReader(UserTable users)
{
    /// <summary>Reads it; what is wrong stands in <see cref="RequestContent.Problem"/>.</summary>
    public RequestContent Read(Route route, string? contentType, ReadOnlySpan<byte> body)
    {
        var content = new RequestContent();
        if (route.User is { } user)
        {
            content.Users.Add(users.Number(user));
        }
        try
        {
            if (!Utf8.IsValid(body))
            {
                throw new InvalidContentException("The body is not UTF-8.");
            }
            ReadBody(route, MediaType(contentType), body, content);
        }
        // InvalidOperationException: a lone surrogate written as an escape.
        catch (Exception problem)
            when (problem is JsonException or InvalidContentException or InvalidOperationException)
        {
            content.Problem = problem.Message;
        }
        return content;
    }

    private void ReadBody(Route route, string type, ReadOnlySpan<byte> body, RequestContent content)
    {
        switch (route.Operation)
        {
            case Operation.CreateList when type == "application/x-www-form-urlencoded":
                content.ListName = FormContent.Value(body, "name");
                break;
            case Operation.CreateList:
                JsonContent.ReadList(body, content);
                break;
            case Operation.Add or Operation.Remove:
                ReadMembers(type, body, content);
                break;
            case Operation.UpdateUsers:
                JsonContent.ReadItems(body, "users", users, content);
                EveryItemHasProperties(content);
                break;
            case Operation.SetProperty:
                content.Properties.Add(new PropertyChange(0, route.Property!, JsonContent.ReadValue(body)));
                break;
            default:
                break;
        }
    }

    private void ReadMembers(string type, ReadOnlySpan<byte> body, RequestContent content)
    {
        switch (type)
        {
            case "application/x-www-form-urlencoded":
                foreach (var user in FormContent.Value(body, "userIds").Split(','))
                {
                    content.Users.Add(users.Number(user));
                }
                break;
            case "application/x-ndjson":
                foreach (var line in Lines(body))
                {
                    JsonContent.ReadItem(Encoding.UTF8.GetBytes(line), users, content);
                }
                break;
            case "text/plain":
                foreach (var line in Lines(body))
                {
                    content.Users.Add(users.Number(line));
                }
                break;
            default:
                JsonContent.ReadItems(body, "userIds", users, content);
                break;
        }
    }

    private static string[] Lines(ReadOnlySpan<byte> body) =>
        Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void EveryItemHasProperties(RequestContent content)
    {
        var last = -1;
        foreach (var change in content.Properties)
        {
            last = change.Item - last > 1 ? int.MaxValue : change.Item;
        }
        if (content.Users.Count > 0 && last != content.Users.Count - 1)
        {
            throw new InvalidContentException("A user has no \"properties\".");
        }
    }

    private static string MediaType(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
