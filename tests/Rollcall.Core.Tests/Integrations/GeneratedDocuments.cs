using System.Text.Json.Nodes;
using CsCheck;

namespace Rollcall.Core.Tests.Integrations;

/// <summary>Valid documents of all kinds, as JSON.</summary>
internal static class GeneratedDocuments
{
    // What YAML writers and readers stumble over.
    private static readonly string[] Odd =
    [
        "no",
        "Yes",
        "null",
        "~",
        "007",
        "1e3",
        "0x1F",
        ".5",
        "-",
        "- a",
        "# a",
        "a # b",
        "a: b",
        "a:",
        ": a",
        "{a}",
        "[a",
        "\"a\"",
        "'a'",
        "a'b",
        "a\"b",
        "a\\b",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "&a",
        "*a",
        "!a",
        "a\nb",
        "a\nb\n",
        "a\n\n\nb\n\n",
        " a",
        "a ",
        "\ta",
        "a\t",
        " a\n b\n",
        "a \nb",
        "\na",
        "a\r\nb",
        "a\rb",
        "\u2028",
        "a\u0085b",
        "😀",
        "e\u0301",
        "\uFEFF",
        "\u0007",
        "---",
        "...",
        "a\n---\nb",
        "a\n...\n",
        "=",
        "<<",
        "?",
        "? a",
        "ä: ö",
        "\u00a0",
        "a\u007fb",
        "true",
        "key: |\n  x\n",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(Odd),
        Gen.Char["aé \n\"\\:#-{}[],&*!|>'%@`~"].Array[1, 12].Select(chars => new string(chars))
    );

    private static readonly Gen<string> Filled = Text.Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<JsonNode?> Json = Gen.Recursive<JsonNode?>(
        (depth, inner) =>
            Gen.OneOf(
                Text.Select(text => (JsonNode?)text),
                Gen.OneOf("1", "1.50", "-0.0", "1e5", "12345678901234567890123")
                    .Select(number => JsonNode.Parse(number)),
                Gen.Bool.Select(flag => (JsonNode?)flag),
                Gen.Const((JsonNode?)null),
                depth > 2
                    ? Gen.Const((JsonNode?)"x")
                    : inner
                        .Array[0, 3]
                        .Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
                depth > 2 ? Gen.Const((JsonNode?)"x") : Gen.Select(Text, inner).Array[0, 3].Select(Members)
            )
    );

    private static readonly Gen<JsonObject> Endpoint = Gen.Select(
            Gen.OneOf<(string, string)[]>(
                [("body", "{\"ids\": $items}\n"), ("items", "\"$email\"")],
                [
                    ("body", "{\"ids\": $items, \"x\": \"$$ ${cohort_name | slug}\"}"),
                    ("items", "{\"id\": \"$email\", \"n\": $plan}"),
                    ("omitEmpty", "true"),
                ],
                [("body", "{\"id\": \"$email\",\n \"plan\": $plan}\n")],
                [("body", "ids=$items&m=$message_id"), ("items", "$email"), ("join", ","), ("contentType", "form")],
                [("body", "$items\n"), ("items", "$email"), ("contentType", "text"), ("reserved", ",;")],
                [("body", "$items\n"), ("items", "{\"id\": \"$email\"}"), ("contentType", "ndjson")],
                [
                    ("body", "{\"ids\": $items}"),
                    ("items", "\"$email\""),
                    ("contentType", "application/vnd.api+json"),
                    ("compress", "gzip"),
                ]
            ),
            Gen.OneOf("1KB", "500KB", "3MiB", "123B", ""),
            Gen.OneOf("", "off", "X-Id"),
            Gen.OneOf(
                "{}",
                "{\"path\": \"code\", \"equals\": 0}",
                "{\"path\": \"$\", \"in\": [true, \"no\", 1.0]}",
                "{\"path\": \"a[0]\", \"notEmpty\": true}"
            ),
            Gen.OneOf(
                "{}",
                "{\"path\": \"errors\", \"key\": \"id\", \"reason\": \"m\"}",
                "{\"indexPath\": \"e[*].i\"}",
                "{\"mapPath\": \"$\", \"match\": \"${email | lower}\"}",
                "{\"countPath\": \"n\"}"
            ),
            Errors()
        )
        .Select(Build);

    private static readonly Gen<JsonObject> CustomField = Gen.Select(Filled, Gen.Bool, Gen.Bool, Gen.Int[0, 4], Filled)
        .Select((name, required, isSync, kind, value) => Field(name, required, isSync, kind, value));

    public static readonly Gen<string> All = Gen.Select(
            Filled,
            Text,
            Gen.Bool,
            Gen.Select(Endpoint, Endpoint),
            Gen.Select(CustomField, CustomField),
            Gen.OneOf("none", "basic", "header", "bearer", "custom", ""),
            Gen.Select(Filled, Gen.OneOf("1500ms", "90s", "1.5ms", "2h", "1d"), Gen.Bool)
        )
        .Select(Document);

    private static Gen<JsonNode> Errors() =>
        Gen.Select(Gen.OneOf("400", "401", "5xx", "none"), Json, Filled, Gen.OneOf("", "retry", "abort"))
            .Array[0, 4]
            .Select(rows => (JsonNode)new JsonArray([.. rows.DistinctBy(row => row.Item1).Select(Row)]));

    private static JsonNode Row((string Status, JsonNode? SubError, string Text, string Action) row)
    {
        var map = new JsonObject
        {
            ["status"] = row.Status,
            ["reason"] = row.Text,
            ["message"] = row.Text,
        };
        if (row.Status != "none")
        {
            map["subError"] = row.SubError?.DeepClone();
        }
        if (row.Action.Length > 0)
        {
            map["action"] = row.Action;
        }
        return map;
    }

    private static JsonNode? Members((string Name, JsonNode? Value)[] members)
    {
        var map = new JsonObject();
        foreach (var (name, value) in members)
        {
            map[name] = value?.DeepClone();
        }
        return map;
    }

    private static JsonObject Build(
        (string, string)[] parts,
        string bytes,
        string idempotency,
        string success,
        string failed,
        JsonNode errors
    )
    {
        var map = new JsonObject
        {
            ["method"] = "POST",
            ["url"] = "https://$region.acme.example/$cohort_id?x=${cohort_name}",
        };
        foreach (var (key, value) in parts)
        {
            map[key] = key == "omitEmpty" ? JsonNode.Parse(value) : value;
        }
        foreach (var (key, value) in new[] { ("batchBytes", bytes), ("idempotencyKey", idempotency) })
        {
            if (value.Length > 0)
            {
                map[key] = value;
            }
        }
        foreach (var (key, value) in new[] { ("success", success), ("failedItems", failed) })
        {
            if (value != "{}")
            {
                map[key] = JsonNode.Parse(value);
            }
        }
        map["errors"] = errors.DeepClone();
        return map;
    }

    private static JsonObject Field(string name, bool required, bool isSync, int kind, string value)
    {
        var map = new JsonObject
        {
            ["displayName"] = name,
            ["required"] = required,
            ["scope"] = isSync ? "sync" : "destination",
        };
        switch (kind)
        {
            case 0:
                map["type"] = "secret";
                break;
            case 1:
                (map["type"], map["default"]) = ("string", value);
                break;
            case 2:
                (map["type"], map["secret"]) = ("string", true);
                break;
            case 3:
                (map["type"], map["default"]) = ("url", "https://acme.example/");
                break;
            default:
                (map["type"], map["default"]) = ("single_select", value);
                map["options"] = new JsonArray(new JsonObject { ["label"] = name, ["value"] = value });
                break;
        }
        return map;
    }

    private static string Document(
        string name,
        string description,
        bool isList,
        (JsonObject Add, JsonObject Remove) endpoints,
        (JsonObject First, JsonObject Second) fields,
        string method,
        (string Header, string Duration, bool Flag) more
    )
    {
        var (first, second) = ((JsonObject)fields.First.DeepClone(), (JsonObject)fields.Second.DeepClone());
        (first["variable"], second["variable"]) = ("first", second.ContainsKey("default") ? "second" : "api_secret");
        var map = new JsonObject
        {
            ["apiVersion"] = "rollcall/v1",
            ["name"] = name,
            ["type"] = isList ? "list" : "property",
            ["customFields"] = new JsonArray(
                first,
                second,
                JsonNode.Parse(
                    """{"variable": "region", "type": "button_group", "options": [{"label": "E", "value": "eu"}]}"""
                )
            ),
            ["headers"] = new JsonObject { ["X-Rollcall"] = "on", ["X-First"] = more.Flag ? "v1" : "$region" },
            ["mapping"] = new JsonObject
            {
                ["displayName"] = more.Header,
                ["fields"] = new JsonArray(
                    JsonNode.Parse(
                        """{"variable": "email", "normalize": ["trim", "replace:\"a\\\"b\",\"\\\\\"", "lower"]}"""
                    ),
                    new JsonObject
                    {
                        ["variable"] = "plan",
                        ["key"] = more.Flag,
                        ["label"] = name,
                    }
                ),
            },
            ["slugifyCohortName"] = more.Flag,
            ["delivery"] = new JsonObject
            {
                ["timeout"] = more.Duration.Replace("1d", "1h").Replace("2h", "1m"),
                ["minInterval"] = more.Duration,
            },
        };
        if (description.Trim().Length > 0)
        {
            map["description"] = description;
        }
        if (method.Length > 0)
        {
            map["authentication"] = new JsonObject { ["method"] = method };
        }
        map["endpoints"] = isList
            ? new JsonObject
            {
                ["listId"] = "${cohort_id | slug}",
                ["addUsers"] = Copying(endpoints.Add),
                ["removeUsers"] = endpoints.Remove.DeepClone(),
            }
            : new JsonObject { ["updateUsers"] = endpoints.Add.DeepClone() };
        return map.ToJsonString();
    }

    private static JsonNode Copying(JsonObject endpoint)
    {
        var copy = (JsonObject)endpoint.DeepClone();
        copy["errors"] = new JsonObject { ["copyFrom"] = "removeUsers", ["add"] = copy["errors"]!.DeepClone() };
        return copy;
    }
}
