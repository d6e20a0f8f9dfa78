using Rollcall.Core.Integrations.Checks;
using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Integrations.Writing;

/// <summary>Turns an endpoint back into a document's part.</summary>
internal static class EndpointBuilder
{
    /// <summary>The part; null for no endpoint.</summary>
    public static DocumentMap? Build(Endpoint? endpoint)
    {
        if (endpoint is null)
        {
            return null;
        }
        var map = new DocumentMap(
            endpoint.Name == EndpointsFormat.CreateList.Name ? EndpointFormat.Create : EndpointFormat.Shape
        );
        Request(endpoint, map);
        Batches(endpoint, map);
        Answers(endpoint, map);
        return map;
    }

    private static void Request(Endpoint endpoint, DocumentMap map)
    {
        var contentType = ContentType.Written(endpoint.Content, endpoint.MediaType);
        var idempotency = EndpointReader.DefaultIdempotencyHeader(endpoint.Name);
        map.Text(EndpointFormat.Method, endpoint.Method);
        map.Text(EndpointFormat.Url, endpoint.Url.Source);
        map.Texts(EndpointFormat.Query, endpoint.Query);
        map.Texts(EndpointFormat.Headers, endpoint.Headers);
        map.Text(EndpointFormat.Body, endpoint.Body?.Source);
        map.Text(EndpointFormat.ContentType, contentType == "json" ? null : contentType);
        map.Text(EndpointFormat.Compress, endpoint.Gzip ? "gzip" : null);
        map.Text(
            EndpointFormat.IdempotencyKey,
            endpoint.IdempotencyHeader == idempotency ? null : endpoint.IdempotencyHeader ?? "off"
        );
        map.List(EndpointFormat.RateLimits, DocumentBuilder.RateLimits(endpoint.RateLimits));
    }

    private static void Batches(Endpoint endpoint, DocumentMap map)
    {
        map.Text(EndpointFormat.Items, endpoint.Items?.Source);
        map.Text(EndpointFormat.Join, endpoint.Join == BatchCheck.DefaultJoin(endpoint.Content) ? null : endpoint.Join);
        map.Flag(EndpointFormat.OmitEmpty, true, when: endpoint.OmitEmpty);
        map.Text(EndpointFormat.Reserved, endpoint.Reserved.Length == 0 ? null : endpoint.Reserved);
        map.Number(EndpointFormat.BatchSize, endpoint.BatchSize, when: endpoint.BatchSize != BatchCheck.DefaultSize);
        map.Text(EndpointFormat.BatchBytes, endpoint.BatchBytes is { } bytes ? Units.Size(bytes) : null);
    }

    private static void Answers(Endpoint endpoint, DocumentMap map)
    {
        map.Map(EndpointFormat.Success, Success(endpoint.Success));
        map.Map(EndpointFormat.FailedItems, Failed(endpoint.FailedItems));
        Errors(endpoint, map);
        if (endpoint.ListId is { } listId)
        {
            var path = listId.Header ?? listId.Path?.Text;
            map.Text(EndpointFormat.ListIdPath, path == ListIdReader.DefaultPath ? null : path);
            map.Text(
                EndpointFormat.ListIdIn,
                listId.In == ListIdIn.Response ? null : EndpointFormat.ListIdPlaces.Names[(int)listId.In]
            );
            map.Text(EndpointFormat.ListIdPattern, listId.Pattern?.ToString());
        }
    }

    private static DocumentMap? Success(SuccessRule? rule)
    {
        if (rule is null)
        {
            return null;
        }
        var map = new DocumentMap(AnswerFormat.Success);
        map.Text(AnswerFormat.SuccessPath, rule.Path.Text);
        map.Json(AnswerFormat.EqualTo, rule.AnyOf.Count == 1 ? rule.AnyOf[0] : null);
        map.List(AnswerFormat.In, rule.AnyOf.Count == 1 ? [] : rule.AnyOf.Cast<object>());
        map.Flag(AnswerFormat.NotEmpty, true, when: rule.NotEmpty);
        return map;
    }

    private static DocumentMap? Failed(FailedItems? failed)
    {
        if (failed is null)
        {
            return null;
        }
        var map = new DocumentMap(AnswerFormat.FailedItems);
        map.Text(AnswerFormat.FailedPath, failed.Path?.Text);
        map.Text(AnswerFormat.FailedKey, failed.Key?.Text);
        map.Text(AnswerFormat.FailedReason, failed.Reason?.Text);
        map.Text(AnswerFormat.IndexPath, failed.IndexPath?.Text);
        map.Text(AnswerFormat.MapPath, failed.MapPath?.Text);
        map.Text(AnswerFormat.CountPath, failed.CountPath?.Text);
        map.Text(AnswerFormat.Match, failed.Match?.Source);
        return map;
    }

    private static void Errors(Endpoint endpoint, DocumentMap map)
    {
        if (endpoint.ErrorsCopiedFrom is not { } from)
        {
            map.List(EndpointFormat.Errors, endpoint.Errors.Select(Row));
            return;
        }
        var copied = new DocumentMap(AnswerFormat.CopiedErrors);
        copied.Text(AnswerFormat.CopyFrom, from);
        copied.List(AnswerFormat.Add, endpoint.Errors.Take(endpoint.OwnErrors).Select(Row));
        map.Map(EndpointFormat.Errors, copied);
    }

    private static DocumentMap Row(ErrorClassification error)
    {
        var map = new DocumentMap(AnswerFormat.ErrorRow);
        map.Text(AnswerFormat.Status, error.Status.ToString());
        map.Json(AnswerFormat.SubError, error.SubError);
        map.Text(AnswerFormat.Reason, error.Reason);
        map.Text(AnswerFormat.Message, error.Message);
        map.Text(AnswerFormat.Action, error.Action is { } action ? AnswerFormat.Actions.Names[(int)action] : null);
        return map;
    }
}
