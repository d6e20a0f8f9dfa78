using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Checks how an endpoint takes its items: as <c>$items</c>, or one a request.</summary>
internal sealed class BatchCheck(FaultList faults, TemplateReader templates, Declarations declarations)
{
    /// <summary>Items a request without <c>batchSize</c>.</summary>
    public const int DefaultSize = 10_000;

    /// <summary>What stands between items without <c>join</c>; null for an array.</summary>
    public static string? DefaultJoin(BodyKind kind) => kind is BodyKind.Text or BodyKind.Ndjson ? "\n" : null;

    /// <summary>Reads what stands between items; lines are the default in text and ndjson.</summary>
    public string? Join(MapReader map, BodyKind kind)
    {
        if (map.Find(EndpointFormat.Join) is not { } text)
        {
            return DefaultJoin(kind);
        }
        NeedsItems(map, EndpointFormat.Join);
        if (text.Text.Length == 0)
        {
            faults.Add(text.Start, "join is empty, so that items could not be told apart; give it text such as ','.");
        }
        return text.Text;
    }

    /// <summary>Reads the characters that values must not hold.</summary>
    public string Reserved(MapReader map, BodyKind kind)
    {
        if (map.Has(EndpointFormat.Reserved) && kind is BodyKind.Json or BodyKind.Form)
        {
            faults.Add(
                map.KeyAt(EndpointFormat.Reserved),
                "reserved is for contentType text and ndjson; leave it out."
            );
        }
        return map.Find(EndpointFormat.Reserved)?.Text ?? "";
    }

    /// <summary>Reads whether null values are left out of items.</summary>
    public bool OmitEmpty(MapReader map, BodyKind kind)
    {
        if (map.Has(EndpointFormat.OmitEmpty))
        {
            NeedsItems(map, EndpointFormat.OmitEmpty);
            if (map.Has(EndpointFormat.Join) || kind is BodyKind.Text or BodyKind.Ndjson)
            {
                faults.Add(map.KeyAt(EndpointFormat.OmitEmpty), "omitEmpty is for items in JSON; leave it out.");
            }
        }
        return map.Get(EndpointFormat.OmitEmpty, false);
    }

    /// <summary>Checks that users are sent, and in one way only; the batch size that follows.</summary>
    /// <param name="name">The endpoint's.</param>
    /// <param name="map">The endpoint.</param>
    /// <param name="uses">Those of URL, query, headers and body.</param>
    /// <param name="items">The item template; null for none, or one that was reported.</param>
    public int Size(string name, MapReader map, List<Use> uses, Template? items)
    {
        var lists = uses.Where(use => use.Variable.Name == "items" && use.Site.TakesItems).ToList();
        var direct = uses.Where(use => use.Site.TakesMapping && IsMapping(use.Variable)).ToList();
        CheckItems(map, lists, items);
        CheckQuotes(map, lists);
        CheckBeside(lists, direct);
        if (lists.Count + direct.Count == 0 && !templates.IsIncomplete && !map.Has(EndpointFormat.Items))
        {
            faults.Add(
                map.Anchor,
                $"{name} sends no users; put $items into its body and give it items, or a mapping field into its URL or body."
            );
        }
        return SizeOf(map, direct);
    }

    private int SizeOf(MapReader map, List<Use> direct)
    {
        if (direct.Count == 0)
        {
            return map.Get(EndpointFormat.BatchSize, DefaultSize);
        }
        if (map.TryGet(EndpointFormat.BatchSize, out var size) && size != 1)
        {
            faults.Add(
                map.ValueAt(EndpointFormat.BatchSize),
                $"batchSize is 1, since ${direct[0].Variable.Written} stands directly in {direct[0].Site.Name}; "
                    + "leave it out, or use $items."
            );
        }
        return 1;
    }

    private void CheckItems(MapReader map, List<Use> lists, Template? items)
    {
        if (lists.Count > 0 && !map.Has(EndpointFormat.Items))
        {
            faults.Add(lists[0].At, "$items repeats `items`, which is missing; add for example " + Sample() + ".");
        }
        if (lists.Count == 0 && map.Has(EndpointFormat.Items) && !templates.IsIncomplete)
        {
            faults.Add(
                map.KeyAt(EndpointFormat.Items),
                "items is never used; put $items into the body, or leave it out."
            );
        }
        if (
            items is not null
            && !items.Uses.Any(use => IsMapping(use) || declarations.KindOf(use.Name) is null && !IsPreDefined(use))
        )
        {
            faults.Add(
                map.ValueAt(EndpointFormat.Items),
                "items holds no mapping field, so that all users would look alike; use one, as in " + Sample() + "."
            );
        }
    }

    private void CheckQuotes(MapReader map, List<Use> lists)
    {
        foreach (var use in lists.Where(use => use.Variable.InString && !map.Has(EndpointFormat.Join)))
        {
            if (!use.Variable.Filters.Any(filter => filter.Name == "json"))
            {
                faults.Add(
                    use.At,
                    "$items is an array and cannot stand in quotes; leave the quotes out, or give the endpoint join "
                        + "for one text, or write ${items | json} for the array as text."
                );
            }
        }
    }

    private void CheckBeside(List<Use> lists, List<Use> direct)
    {
        var places = lists.Select(list => list.Site.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var use in direct)
        {
            if (places.Contains(use.Site.Name))
            {
                faults.Add(
                    use.At,
                    $"${use.Variable.Written} is one user's and stands beside $items, which is many; put it into items."
                );
            }
        }
    }

    private void NeedsItems(MapReader map, Key key)
    {
        if (!map.Has(EndpointFormat.Items))
        {
            faults.Add(map.KeyAt(key), $"{key.Name} is about items, and there are none; leave it out, or add items.");
        }
    }

    private string Sample()
    {
        var field = declarations.MappingFields.Count > 0 ? declarations.MappingFields[0].Key.Variable : "email";
        return $"`items: '\"${field}\"'`";
    }

    private bool IsMapping(VariableUse use) => declarations.KindOf(use.Name) == VariableKind.Mapping;

    private static bool IsPreDefined(VariableUse use) => PredefinedVariables.Find(use.Name) is not null;
}
