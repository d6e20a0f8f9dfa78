using System.Text.Json;
using Rollcall.Core.Integrations;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Compiles an endpoint's templates for one run.</summary>
/// <param name="scope">What stands behind variables.</param>
/// <param name="endpoint">Says how items are joined, what is reserved, what is left out.</param>
internal sealed class TemplateCompiler(VariableScope scope, Endpoint endpoint)
{
    private readonly List<IReadOnlyList<FilterCall>> _chains = [];
    private readonly ForbiddenCharacters? _forbidden = endpoint.Content is BodyKind.Ndjson or BodyKind.Text
        ? new ForbiddenCharacters(endpoint.Reserved)
        : null;

    /// <summary>What stands behind variables.</summary>
    public VariableScope Scope => scope;

    /// <summary>The filters of all that was compiled.</summary>
    public IReadOnlyList<IReadOnlyList<FilterCall>> Chains => _chains;

    /// <summary>Begins a template outside of the body.</summary>
    public SegmentBuilder Begin() => new(scope, _chains);

    /// <summary>Compiles a header's value, or text that is not sent.</summary>
    public CompiledTemplate Compile(Template template)
    {
        var into = Begin();
        Add(template.Parts, into);
        return into.Build();
    }

    /// <summary>Fixed text as a template.</summary>
    public CompiledTemplate Fixed(string text)
    {
        var into = Begin();
        into.Text(text);
        return into.Build();
    }

    /// <summary>Compiles the body; null for none.</summary>
    public CompiledTemplate? Body()
    {
        if (endpoint.Body is null)
        {
            return null;
        }
        var body = AsLines(endpoint.Body);
        var into = new SegmentBuilder(scope, _chains, _forbidden);
        var omits = endpoint.OmitEmpty && body.Tokens.Count > 0 && body.Uses.Any(use => scope.Field(use.Name) >= 0);
        if (omits)
        {
            Omit(body, into);
        }
        else
        {
            Add(body.Parts, into);
        }
        if (body.Place == TemplatePlace.JsonLines && (omits || !body.Source.EndsWith('\n')))
        {
            into.Text("\n");
        }
        return into.Build();
    }

    /// <summary>Adds parts of a template.</summary>
    public void Add(IEnumerable<TemplatePart> parts, SegmentBuilder into)
    {
        foreach (var part in parts)
        {
            Add(part, into);
        }
    }

    /// <summary>Adds a part of a template.</summary>
    public void Add(TemplatePart part, SegmentBuilder into)
    {
        if (part.Use is null)
        {
            into.Text(part.Literal);
        }
        else if (part.Use.Name == "items")
        {
            into.Items(part.Use, part.Context, Items(part.Context));
        }
        else
        {
            into.Variable(part.Use, part.Context);
        }
    }

    private ItemsLayout Items(ValueContext context)
    {
        if (endpoint.Items is not { } template || template.Uses.Any(use => use.Name == "items"))
        {
            throw new ArgumentException(
                $"{endpoint.Name} uses $items and has no items, or items that hold $items.",
                nameof(context)
            );
        }
        return new ItemsCompiler(this, endpoint).Compile(ItemTemplate(template), context).Tuned();
    }

    /// <summary>Compiles the item template: as JSON, or the text of it.</summary>
    public CompiledTemplate Item(Template template, bool asText)
    {
        var into = new SegmentBuilder(scope, _chains, _forbidden);
        if (asText)
        {
            Add(TextOf(template), into);
        }
        else if (endpoint.OmitEmpty && template.Tokens.Count > 0)
        {
            Omit(template, into);
        }
        else
        {
            Add(Trimmed(template), into);
        }
        return into.Build();
    }

    private void Omit(Template template, SegmentBuilder into) =>
        new OmitEmptyCompiler(scope, this).Compile(template, into);

    // ndjson is JSON line by line: values must not leave their strings even if the template was read as plain text.
    private Template AsLines(Template template) =>
        endpoint.Content == BodyKind.Ndjson && template.Place != TemplatePlace.JsonLines
            ? Template.Parse(template.Source, TemplatePlace.JsonLines, []) ?? template
            : template;

    // Joined items of a JSON or form body are text. One that is written as a JSON string means the string's text: the
    // quotes that an array needs are not sent.
    private Template ItemTemplate(Template template) =>
        endpoint is { Join: not null, Content: BodyKind.Json or BodyKind.Form }
        && template.Place != TemplatePlace.JsonItem
            ? Template.Parse(template.Source, TemplatePlace.JsonItem, []) ?? template
            : AsLines(template);

    // The text of an item that is a JSON string or a lone variable; of any other the JSON as it stands.
    private static IEnumerable<TemplatePart> TextOf(Template template)
    {
        if (template.Tokens.Count != 1)
        {
            return Trimmed(template);
        }
        var parts = template.Tokens[0].Parts;
        return template.Tokens[0].Kind switch
        {
            JsonTokenKind.Variable => parts.Select(AsText),
            JsonTokenKind.String => parts.Select(
                (part, index) => AsText(Unescaped(part, index == 0, index == parts.Count - 1))
            ),
            _ => parts,
        };
    }

    private static TemplatePart AsText(TemplatePart part) => part with { Context = ValueContext.Text };

    private static TemplatePart Unescaped(TemplatePart part, bool first, bool last)
    {
        if (part.Use is not null)
        {
            return part;
        }
        var text = (first ? "" : "\"") + part.Literal + (last ? "" : "\"");
        return part with { Literal = JsonSerializer.Deserialize<string>(text)! };
    }

    // White space around an item is a matter of the document's form; inside of text templates only the last line break.
    private static IEnumerable<TemplatePart> Trimmed(Template template)
    {
        var isJson = template.Tokens.Count > 0;
        return template.Parts.Select(
            (part, index) =>
            {
                var text = index == 0 && isJson ? part.Literal.TrimStart() : part.Literal;
                var isLast = index == template.Parts.Count - 1;
                return part with { Literal = isLast ? (isJson ? text.TrimEnd() : text.TrimEnd('\r', '\n')) : text };
            }
        );
    }
}
