using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rollcall.Core.Delivery;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Tests.Integrations;

/// <summary>Writes out all that an object graph holds, so that two of them can be compared whole.</summary>
internal static class Dump
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string path)
    {
        switch (value)
        {
            case null or string or bool or int or long or Enum or TimeSpan or Regex:
                Line(text, path, value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case Template template:
                Line(text, path, $"{template.Place} {template.Source}");
                break;
            case ValuePath valuePath:
                Line(text, path, valuePath.Text);
                break;
            case JsonElement json:
                Line(text, path, JsonSerializer.Serialize(json));
                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    Write(text, item, $"{path}[{index++}]");
                }
                Line(text, path, $"{index} items");
                break;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    Write(text, property.GetValue(value), $"{path}.{property.Name}");
                }
                break;
        }
    }

    private static void Line(StringBuilder text, string path, string value) =>
        text.Append(path).Append(" = ").Append(value.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
}
