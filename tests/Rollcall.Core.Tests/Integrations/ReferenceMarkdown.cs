using System.Text;
using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Tests.Integrations;

/// <summary>Writes the tables of docs/integration-reference.md from the description that the reader itself uses.</summary>
internal static class ReferenceMarkdown
{
    private static readonly (string Title, Shape Shape)[] Parts =
    [
        ("The document", RootFormat.Shape),
        ("`authentication`", AuthenticationFormat.Shape),
        ("`customFields[]`", CustomFieldFormat.Shape),
        ("`options[]`", CustomFieldFormat.Option),
        ("`mapping`", MappingFormat.Shape),
        ("`mapping.fields[]`", MappingFormat.Field),
        ("`delivery`", DeliveryFormat.Shape),
        ("`rateLimits[]`", DeliveryFormat.RateLimit),
        ("`endpoints`", EndpointsFormat.Shape),
        ("`createList`", EndpointFormat.Create),
        ("`addUsers`, `removeUsers`, `updateUsers`", EndpointFormat.Shape),
        ("`success`", AnswerFormat.Success),
        ("`failedItems`", AnswerFormat.FailedItems),
        ("`errors[]`", AnswerFormat.ErrorRow),
        ("`errors` as `{copyFrom, add}`", AnswerFormat.CopiedErrors),
    ];

    public static string Tables()
    {
        var text = new StringBuilder();
        foreach (var (title, shape) in Parts)
        {
            text.Append($"### {title}\n\n{shape.Summary}\n\n");
            text.Append("| key | meaning | type | default | example |\n|---|---|---|---|---|\n");
            foreach (var key in shape.Keys.Where(key => key is not LaterKey))
            {
                text.Append(
                    $"| `{key.Name}` | {Cell(key.Summary)} | {Cell(TypeOf(key.Kind))} | {Default(key)} | {Example(key)} |\n"
                );
            }
            text.Append(Later(shape)).Append('\n');
        }
        return text.ToString();
    }

    private static string TypeOf(Kind kind) =>
        kind switch
        {
            Shape shape => $"mapping ([{shape.Name}](#{Anchor(shape)}))",
            ListKind<MapReader> { Items: Shape shape } => $"list of mappings ([{shape.Name}](#{Anchor(shape)}))",
            _ => kind.Expected,
        };

    private static string Anchor(Shape shape) =>
        string.Concat(
            Parts
                .Single(part => part.Shape == shape)
                .Title.ToLowerInvariant()
                .Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-')
                .Select(c => c == ' ' ? '-' : c)
        );

    private static string Default(Key key) =>
        key.IsRequired ? "*required*"
        : key.Default is null ? "none"
        : key.Default.Contains(' ') || key.Default.Contains('`') ? Cell(key.Default)
        : $"`{key.Default}`";

    private static string Example(Key key) =>
        key.Example.Length == 0 ? "below"
        : key.Example.Contains('\n') ? $"`{Cell(key.Example.Split('\n', 2)[1].Trim())}` after a bar"
        : $"`{Cell(key.Example)}`";

    private static string Cell(string text) => text.Replace("|", "\\|");

    private static string Later(Shape shape)
    {
        var later = shape.Keys.OfType<LaterKey>().Select(key => $"`{key.Name}`").ToList();
        return later.Count == 0 ? "" : $"\nNot supported yet, and refused: {string.Join(", ", later)}.\n";
    }
}
