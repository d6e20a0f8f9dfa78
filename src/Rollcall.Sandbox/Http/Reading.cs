using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rollcall.Sandbox.Destination;
using Rollcall.Sandbox.Lists;

namespace Rollcall.Sandbox.Http;

/// <summary>Answers questions about what the destination holds; members are streamed.</summary>
internal sealed class Reading(SandboxDestination destination)
{
    private const int FlushAt = 32 << 10;

    public Task AnswerAsync(Exchange exchange, HttpContext http, Route route)
    {
        if (route.Property is { } property)
        {
            return StreamAsync(
                exchange,
                http,
                new("true", destination.Properties.UsersWith(property, true)),
                new("false", destination.Properties.UsersWith(property, false))
            );
        }
        if (route.ListId is null)
        {
            return exchange.AnswerAsync(Lists());
        }
        return destination.Lists.TryGet(route.ListId, out var list)
            ? MembersAsync(exchange, http, list)
            : exchange.AnswerAsync(Answers.NoList(route.ListId));
    }

    private Answer Lists() =>
        Answer.Json(
            200,
            json =>
            {
                json.WriteStartArray("lists");
                foreach (var list in destination.Lists.All)
                {
                    json.WriteStartObject();
                    json.WriteString("id", list.Id);
                    json.WriteString("name", list.Name);
                    json.WriteNumber("members", list.Count);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );

    /// <summary>All members, or with <c>?limit=</c> a page of them and how to get the next.</summary>
    private static Task MembersAsync(Exchange exchange, HttpContext http, SandboxList list)
    {
        var target = exchange.Entry.Target;
        if (!int.TryParse(Route.Query(target, "limit"), CultureInfo.InvariantCulture, out var limit) || limit < 1)
        {
            return StreamAsync(exchange, http, new Array("members", list.Members()));
        }
        _ = int.TryParse(Route.Query(target, "after"), CultureInfo.InvariantCulture, out var after);
        var page = list.Members().Skip(after).Take(limit).ToList();
        return exchange.AnswerAsync(
            Answer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("members");
                    page.ForEach(json.WriteStringValue);
                    json.WriteEndArray();
                    if (page.Count == limit)
                    {
                        json.WriteString("next", $"{target.Split('?')[0]}?limit={limit}&after={after + limit}");
                    }
                }
            )
        );
    }

    private static async Task StreamAsync(Exchange exchange, HttpContext http, params Array[] arrays)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        foreach (var (name, users) in arrays)
        {
            json.WriteStartArray(name);
            foreach (var user in users)
            {
                json.WriteStringValue(user);
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                    await http.Response.BodyWriter.FlushAsync(exchange.Gone);
                }
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        exchange.End(200);
    }

    private readonly record struct Array(string Name, IEnumerable<string> Users);
}
