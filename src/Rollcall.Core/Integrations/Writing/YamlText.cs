using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Integrations.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rollcall.Core.Integrations.Writing;

/// <summary>Writes a document as YAML. Each text is written in the plainest way that reads back as the same text.</summary>
internal sealed class YamlText
{
    private static readonly object NoValue = JsonSerializer.SerializeToElement<object?>(null);

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly Emitter _emitter;

    private YamlText() =>
        _emitter = new Emitter(
            _text,
            new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024)
        );

    /// <summary>The document's text.</summary>
    public static string Of(DocumentMap document) => Write(document);

    /// <summary>A draft's text.</summary>
    public static string Of(JsonObject draft) => Write(draft);

    private static string Write(object document)
    {
        var yaml = new YamlText();
        yaml._emitter.Emit(new StreamStart());
        yaml._emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        yaml.Value(document);
        yaml._emitter.Emit(new DocumentEnd(isImplicit: true));
        yaml._emitter.Emit(new StreamEnd());
        return yaml._text.ToString();
    }

    private void Map(DocumentMap map)
    {
        Begin(MappingStyle.Block);
        foreach (var (key, value) in map.Entries)
        {
            Text(key);
            Value(value);
        }
        _emitter.Emit(new MappingEnd());
    }

    private void Value(object value)
    {
        switch (value)
        {
            case DocumentMap map:
                Map(map);
                break;
            case JsonObject tree:
                Tree(tree);
                break;
            case JsonArray list:
                List(list.Select(item => item ?? NoValue));
                break;
            case JsonNode scalar:
                Json(JsonSerializer.SerializeToElement(scalar));
                break;
            case IReadOnlyList<NamedTemplate> texts:
                Named(texts);
                break;
            case IEnumerable<object> items:
                List(items);
                break;
            case JsonElement json:
                Json(json);
                break;
            case string text:
                Text(text);
                break;
            case bool flag:
                Plain(flag ? "true" : "false");
                break;
            default:
                Plain(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
        }
    }

    private void Named(IReadOnlyList<NamedTemplate> texts)
    {
        Begin(MappingStyle.Block);
        foreach (var text in texts)
        {
            Text(text.Name);
            Text(text.Value.Source);
        }
        _emitter.Emit(new MappingEnd());
    }

    private void List(IEnumerable<object> items)
    {
        Begin(SequenceStyle.Block);
        foreach (var item in items)
        {
            Value(item);
        }
        _emitter.Emit(new SequenceEnd());
    }

    private void Tree(JsonObject tree)
    {
        Begin(MappingStyle.Block);
        foreach (var (key, value) in tree)
        {
            Text(key);
            Value(value ?? NoValue);
        }
        _emitter.Emit(new MappingEnd());
    }

    private void Json(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Begin(MappingStyle.Flow);
                foreach (var member in json.EnumerateObject())
                {
                    Text(member.Name);
                    Json(member.Value);
                }
                _emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                Begin(SequenceStyle.Flow);
                foreach (var item in json.EnumerateArray())
                {
                    Json(item);
                }
                _emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                Text(json.GetString()!);
                break;
            default:
                Plain(json.GetRawText());
                break;
        }
    }

    private void Begin(MappingStyle style) => _emitter.Emit(new MappingStart(null, null, true, style));

    private void Begin(SequenceStyle style) => _emitter.Emit(new SequenceStart(null, null, true, style));

    private void Plain(string text) => Scalar(text, YamlDotNet.Core.ScalarStyle.Plain);

    private void Text(string text) =>
        Scalar(
            text,
            IsPlain(text) ? YamlDotNet.Core.ScalarStyle.Plain
                : IsLiteral(text) ? YamlDotNet.Core.ScalarStyle.Literal
                : YamlDotNet.Core.ScalarStyle.DoubleQuoted
        );

    private void Scalar(string text, YamlDotNet.Core.ScalarStyle style) =>
        _emitter.Emit(new Scalar(null, null, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    // Words and addresses; whatever could be more than text to some YAML reader is quoted.
    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '$' or '/')
        && text[^1] is not (' ' or ':')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || " $_-./:=+()".Contains(c))
        && !text.Contains(": ", StringComparison.Ordinal)
        && PlainValue.Kind(text) == PlainKind.Text
        && text.ToUpperInvariant() is not ("YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "TRUE" or "FALSE" or "NULL");

    // Lines that begin and end with something visible.
    private static bool IsLiteral(string text) =>
        text.Contains('\n')
        && text.All(c => c == '\n' || c is >= ' ' and < '\x7f' or > '\xa0' and < '\u2028' or > '\u2029' and < '\ud800')
        && text.Split('\n') is var lines
        && lines[0].Length > 0
        && lines[0][0] != ' '
        && lines.All(line => line.Length == 0 || line[^1] != ' ');
}
