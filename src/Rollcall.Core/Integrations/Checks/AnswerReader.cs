using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads <c>success</c> and <c>failedItems</c>.</summary>
internal sealed class AnswerReader(FaultList faults, TemplateReader templates)
{
    /// <summary>Reads <c>success</c>.</summary>
    public SuccessRule? Success(MapReader? map)
    {
        if (map is null)
        {
            return null;
        }
        var isFilled = map.TryGet(AnswerFormat.NotEmpty, out var notEmpty) && notEmpty;
        if (map.Has(AnswerFormat.NotEmpty) && !isFilled)
        {
            faults.Add(map.ValueAt(AnswerFormat.NotEmpty), "notEmpty can only be true; without it leave it out.");
        }
        var anyOf = map.TryGet(AnswerFormat.EqualTo, out var equal)
            ? [equal]
            : map.Get(AnswerFormat.In, []).Select(item => item.Value).ToList();
        return map.TryGet(AnswerFormat.SuccessPath, out var path) ? new SuccessRule(path, anyOf, isFilled) : null;
    }

    /// <summary>Reads <c>failedItems</c>.</summary>
    public FailedItems? Failed(MapReader? map, Site site)
    {
        if (map is null)
        {
            return null;
        }
        Needs(map, AnswerFormat.FailedKey, [AnswerFormat.FailedPath]);
        Needs(map, AnswerFormat.FailedReason, [AnswerFormat.FailedPath]);
        Needs(map, AnswerFormat.Match, [AnswerFormat.FailedPath, AnswerFormat.MapPath]);
        var path = map.Find(AnswerFormat.FailedPath);
        return new FailedItems
        {
            Path = path,
            Key = path is null ? null : map.Get(AnswerFormat.FailedKey, Itself),
            Reason = map.Find(AnswerFormat.FailedReason),
            IndexPath = map.Find(AnswerFormat.IndexPath),
            MapPath = map.Find(AnswerFormat.MapPath),
            CountPath = map.Find(AnswerFormat.CountPath),
            Match = map.Find(AnswerFormat.Match) is { } match ? templates.Read(match, TemplatePlace.Plain, site) : null,
        };
    }

    private static Delivery.ValuePath Itself =>
        Delivery.ValuePath.TryParse("$", out var path, out _) ? path! : throw new InvalidOperationException();

    private void Needs(MapReader map, Key key, Key[] owners)
    {
        if (map.Has(key) && !owners.Any(map.Has))
        {
            var names = string.Join(" or ", owners.Select(owner => owner.Name));
            faults.Add(map.KeyAt(key), $"{key.Name} stands beside {names} only; leave it out.");
        }
    }
}
