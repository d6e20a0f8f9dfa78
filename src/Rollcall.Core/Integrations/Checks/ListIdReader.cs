using System.Text;
using System.Text.Json;
using Rollcall.Core.Delivery;
using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads where the answer to a creation, or its request, holds the list's ID.</summary>
internal sealed class ListIdReader(FaultList faults)
{
    /// <summary>Where the ID stands without <c>listIdPath</c>.</summary>
    public const string DefaultPath = "listId";

    /// <summary>Reads <c>listIdIn</c>, <c>listIdPath</c> and <c>listIdPattern</c>.</summary>
    /// <param name="map">The endpoint.</param>
    /// <param name="kind">The kind of its body.</param>
    /// <param name="body">Its body; null for none, or one that was reported.</param>
    public ListIdLocation? Read(MapReader map, BodyKind kind, Template? body)
    {
        var place = (ListIdIn)map.Get(EndpointFormat.ListIdIn, 0);
        var pattern = map.Find(EndpointFormat.ListIdPattern);
        var text = map.Find(EndpointFormat.ListIdPath);
        if (place == ListIdIn.Header)
        {
            return new ListIdLocation(place, null, Header(map, text), pattern);
        }
        var path = Path(text);
        if (place == ListIdIn.Request && path is not null)
        {
            CheckRequest(map, kind, body, path);
        }
        return path is null ? null : new ListIdLocation(place, path, null, pattern);
    }

    private string Header(MapReader map, ScalarNode? name)
    {
        if (name is null)
        {
            faults.Add(
                map.ValueAt(EndpointFormat.ListIdIn),
                "listIdIn: header needs the header's name; add `listIdPath: Location`."
            );
        }
        else if (!HeaderNames.IsToken(name.Text))
        {
            faults.Add(name.Start, $"listIdPath must be a header's name such as Location, not \"{name.Text}\".");
        }
        return name?.Text ?? "";
    }

    private ValuePath? Path(ScalarNode? text)
    {
        if (!ValuePath.TryParse(text?.Text ?? DefaultPath, out var path, out var error))
        {
            faults.Add(text!.Start, $"listIdPath: {error}");
            return null;
        }
        if (path!.IsOwnKey || path.IsWildcard)
        {
            faults.Add(text?.Start ?? 0, "listIdPath must lead to one value; write it without * and $key.");
            return null;
        }
        return path;
    }

    private void CheckRequest(MapReader map, BodyKind kind, Template? body, ValuePath path)
    {
        var at = map.Has(EndpointFormat.ListIdPath)
            ? map.ValueAt(EndpointFormat.ListIdPath)
            : map.ValueAt(EndpointFormat.ListIdIn);
        if (!map.Has(EndpointFormat.Body))
        {
            faults.Add(at, "listIdIn: request reads the ID from the body; give createList a body.");
        }
        else if (body is not null && !Holds(kind, body, path))
        {
            faults.Add(at, $"The body of createList has nothing at {path.Text}; listIdPath must lead to the ID in it.");
        }
    }

    private static bool Holds(BodyKind kind, Template body, ValuePath path)
    {
        var text = Sample(body);
        if (kind == BodyKind.Form)
        {
            var fields = text.Split('&').Select(field => Uri.UnescapeDataString(field.Split('=')[0].Replace('+', ' ')));
            return fields.Contains(path.Text);
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            return path.Find(json.RootElement).Any();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // 0 is right within a JSON text and outside of one.
    private static string Sample(Template body)
    {
        var sample = new StringBuilder();
        var at = 0;
        foreach (var use in body.Uses)
        {
            sample.Append(body.Source, at, use.Offset - at).Append('0');
            at = Expression.End(body.Source, use.Offset);
        }
        return sample.Append(body.Source, at, body.Source.Length - at).Replace("$$", "$").ToString();
    }
}
