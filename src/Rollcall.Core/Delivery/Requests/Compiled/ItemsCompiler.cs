using System.Buffers;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Decides how items are written where <c>$items</c> stands: as JSON array, as lines, or joined to one text.</summary>
internal sealed class ItemsCompiler(TemplateCompiler compiler, Endpoint endpoint)
{
    /// <summary>The layout for a place.</summary>
    public ItemsLayout Compile(Template template, ValueContext context)
    {
        if (context is ValueContext.JsonLine or ValueContext.Text)
        {
            return Lines(template);
        }
        return endpoint.Join is null && template.Tokens.Count > 0
            ? Array(template, context)
            : Joined(template, context);
    }

    private ItemsLayout Lines(Template template) =>
        new(compiler.Item(template, asText: false))
        {
            Separator = Encoding.UTF8.GetBytes(endpoint.Join ?? "\n"),
            Joined = endpoint.Join is null ? null : Encoding.UTF8.GetBytes(endpoint.Join),
        };

    private ItemsLayout Array(Template template, ValueContext context) =>
        new(compiler.Item(template, asText: false))
        {
            Open = Encoded("[", context),
            Separator = Encoded(",", context),
            Close = Encoded("]", context),
            Outer = context == ValueContext.JsonValue ? null : context,
        };

    private ItemsLayout Joined(Template template, ValueContext context)
    {
        var separator = endpoint.Join ?? ",";
        var isJson = context == ValueContext.JsonValue;
        var outer = isJson ? ValueContext.JsonString : context;
        return new ItemsLayout(compiler.Item(template, asText: true))
        {
            Open = isJson ? "\""u8.ToArray() : [],
            Separator = Encoded(separator, outer),
            Close = isJson ? "\""u8.ToArray() : [],
            Outer = outer,
            Joined = Encoding.UTF8.GetBytes(separator),
        };
    }

    private static byte[] Encoded(string text, ValueContext context)
    {
        var into = new ArrayBufferWriter<byte>();
        if (context == ValueContext.JsonValue)
        {
            into.Write(Encoding.UTF8.GetBytes(text));
            return into.WrittenSpan.ToArray();
        }
        var fault = ValueWriter.Write([], new FieldValue(FieldKind.Text, Encoding.UTF8.GetBytes(text)), context, into);
        return fault is null
            ? into.WrittenSpan.ToArray()
            : throw new ArgumentException($"The separator {fault}", nameof(text));
    }
}
