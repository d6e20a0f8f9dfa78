using System.Text.Json;
using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads the error classifications of all endpoints, and follows what they copy from each other.</summary>
internal sealed class ErrorsReader(FaultList faults, bool createsList)
{
    private readonly Dictionary<string, Rows> _rows = new(StringComparer.Ordinal);

    /// <summary>Reads an endpoint's own rows.</summary>
    public void Read(string endpoint, ErrorRows errors)
    {
        var placed = new List<PlacedRow>(errors.Own.Count);
        foreach (var (map, _) in errors.Own)
        {
            if (Row(endpoint, map) is { } row)
            {
                placed.Add(new PlacedRow(row, map.ValueAt(AnswerFormat.Status)));
            }
        }
        CheckTwice(placed);
        var own = placed.Select(row => row.Row).ToList();
        _rows[endpoint] = new Rows(own, errors.CopyFrom);
    }

    // Sub errors are compared only where two rows have the same status, which is seldom.
    private void CheckTwice(List<PlacedRow> rows)
    {
        foreach (var same in rows.GroupBy(row => row.Row.Status.ToString()).Where(same => same.Skip(1).Any()))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (row, at) in same)
            {
                if (!seen.Add(row.SubError is { } value ? Canonical(value) : ""))
                {
                    faults.Add(
                        at,
                        $"Status {row.Status} with {(row.SubError is null ? "no subError" : "this subError")} stands here a "
                            + "second time; leave one of them."
                    );
                }
            }
        }
    }

    /// <summary>Reports copies from endpoints that are not there or that copy in a circle.</summary>
    public void CheckCopies(IReadOnlyList<string> endpoints)
    {
        foreach (var (endpoint, rows) in _rows)
        {
            if (rows.CopyFrom is not { } from)
            {
                continue;
            }
            if (!endpoints.Contains(from.Text))
            {
                var others = endpoints.Where(other => other != endpoint).ToList();
                var advice = NearestName.Of(from.Text, others) is { } nearest
                    ? $"did you mean {nearest}?"
                    : $"there are {string.Join(", ", others)}.";
                faults.Add(from.Start, $"There is no endpoint {from.Text} to copy from; {advice}");
            }
            else if (Chain(endpoint).Last() == endpoint)
            {
                faults.Add(
                    from.Start,
                    $"{endpoint} copies from {string.Join(", which copies from ", Chain(endpoint))}; "
                        + "write the rows out in one of them."
                );
            }
        }
    }

    /// <summary>Gives an endpoint the rows that apply to it, own ones first.</summary>
    public Endpoint Complete(Endpoint endpoint)
    {
        var own = OwnOf(endpoint.Name);
        var copied = Chain(endpoint.Name).TakeWhile(other => other != endpoint.Name).SelectMany(OwnOf);
        return endpoint with
        {
            Errors = [.. own, .. copied],
            OwnErrors = own.Count,
            ErrorsCopiedFrom = _rows.TryGetValue(endpoint.Name, out var rows) ? rows.CopyFrom?.Text : null,
        };
    }

    private IReadOnlyList<ErrorClassification> OwnOf(string endpoint) =>
        _rows.TryGetValue(endpoint, out var rows) ? rows.Own : [];

    // The endpoints that one copies from, directly and through others; ends where it comes back to one of them.
    private List<string> Chain(string endpoint)
    {
        var chain = new List<string>();
        var at = endpoint;
        while (_rows.TryGetValue(at, out var rows) && rows.CopyFrom is { } from && !chain.Contains(from.Text))
        {
            at = from.Text;
            chain.Add(at);
        }
        return chain;
    }

    private ErrorClassification? Row(string endpoint, MapReader map)
    {
        ErrorAction? action = map.TryGet(AnswerFormat.Action, out var index) ? (ErrorAction)index : null;
        JsonElement? subError = map.TryGet(AnswerFormat.SubError, out var value) ? value : null;
        var (reason, message) = (map.Find(AnswerFormat.Reason), map.Find(AnswerFormat.Message));
        if (!map.TryGet(AnswerFormat.Status, out var status))
        {
            return null;
        }
        var row = new ErrorClassification(status, subError, reason?.Text ?? "", message?.Text ?? "", action);
        Check(endpoint, map, row);
        return row;
    }

    private void Check(string endpoint, MapReader map, ErrorClassification row)
    {
        if (row.Action == ErrorAction.RecreateList && (endpoint == "createList" || !createsList))
        {
            faults.Add(
                map.ValueAt(AnswerFormat.Action),
                "recreate_list belongs to the other endpoints of a list that createList makes."
            );
        }
        if (row.Status.Highest != 0)
        {
            return;
        }
        if (row.Action is ErrorAction.Succeed or ErrorAction.Split or ErrorAction.RecreateList)
        {
            faults.Add(
                map.ValueAt(AnswerFormat.Action),
                "Without an answer nothing is known of the items; with status none the action is retry or abort."
            );
        }
        if (row.SubError is not null)
        {
            faults.Add(
                map.KeyAt(AnswerFormat.SubError),
                "Without an answer there is nothing to search; leave subError out."
            );
        }
    }

    // The same for values that contain the same, whatever the order of their members.
    private static string Canonical(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "{"
                + string.Join(
                    ",",
                    value
                        .EnumerateObject()
                        .OrderBy(member => member.Name, StringComparer.Ordinal)
                        .Select(member => $"\"{JsonEncodedText.Encode(member.Name)}\":" + Canonical(member.Value))
                )
                + "}",
            JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(Canonical)) + "]",
            _ => value.GetRawText(),
        };

    private sealed record PlacedRow(ErrorClassification Row, int StatusAt);

    private sealed record Rows(IReadOnlyList<ErrorClassification> Own, ScalarNode? CopyFrom);
}
