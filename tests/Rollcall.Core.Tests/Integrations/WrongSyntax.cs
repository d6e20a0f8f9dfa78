namespace Rollcall.Core.Tests.Integrations;

/// <summary>Faults of syntax, keys and plain values.</summary>
internal static class WrongSyntax
{
    private const string AddUrl = "    url: https://$region.acme.example/lists/$list_id/add\n";
    private const string CreateBody = "    body: |\n      {\"name\": \"$cohort_name\"}\n";
    private const string Options = "    options: [{label: Europe, value: eu}]\n";

    public static readonly WrongDocument[] All =
    [
        // The document as a whole
        new("not YAML: an open quote", "name: Acme", "name: ▸\"Acme", ["YAML", "quote"]),
        new("not YAML: a colon in a value", "name: Acme", "name: Acme▸: Lists", ["YAML", "quotes"]),
        new("not YAML: an open bracket", Options, "    options: [{label: Europe, value: eu}\n▸", ["YAML", "bracket"]),
        new("not YAML: a reserved character", "name: Acme", "name: ▸@Acme", ["YAML", "@", "quotes"]),
        new("a tab that indents", "  method: bearer", "▸\tmethod: bearer", ["tab", "spaces"]),
        new("a control character", "name: Acme", "name: Ac▸\u0007me", ["U+0007"]),
        new("an anchor", "name: Acme", "name: ▸&a Acme", ["anchors", "&a"]),
        new("an alias", "name: Acme", "name: ▸*a", ["aliases"]),
        new("a tag", "name: Acme", "name: ▸!!str Acme", ["tags"]),
        new("a second document", "type: list", "type: list\n▸---", ["second document"]),
        new("YAML 1.1", "apiVersion", "▸%YAML 1.1\n---\napiVersion", ["1.2"]),
        new("a key twice", "type: list", "type: list\n▸type: list", ["type", "second time"]),
        new("a key that is a list", "type: list", "type: list\n? ▸[a]\n: b", ["key", "text"]),
        new(
            "levels without end",
            "name: Acme",
            "name: " + new string('[', 63) + "▸" + new string('[', 9_937),
            ["deep"]
        ),
        // Keys
        new("an unknown key", "type: list", "type: list\n▸categry: crm", ["categry", "category"]),
        new(
            "an unknown key like none",
            "type: list",
            "type: list\n▸zzzzzzzzzz: crm",
            ["zzzzzzzzzz", "apiVersion", "endpoints"]
        ),
        new(
            "an unknown key of an endpoint",
            "    items: '\"$email\"'\n  remove",
            "    ▸itmes: '\"$email\"'\n  remove",
            ["itmes", "items"]
        ),
        new("a missing key", "name: Acme\n", "", ["name", "missing"]) { At = (1, 1) },
        new("a missing key of an endpoint", AddUrl, "", ["url", "missing", "addUsers"]) { At = (19, 3) },
        new("an empty value", "name: Acme", "▸name:", ["name", "no value"]),
        new("a null", "name: Acme", "▸name: ~", ["name", "no value"]),
        new("blank text", "name: Acme", "name: ▸'  '", ["name", "empty"]),
        new("a list instead of text", "name: Acme", "name: ▸[Acme]", ["name", "text", "list"]),
        new("a mapping instead of text", CreateBody, "    body: ▸{name: x}\n", ["body", "text", "mapping"]),
        new("text instead of a mapping", "  method: bearer", "  ▸bearer", ["authentication", "mapping", "method"]),
        new(
            "text instead of a list",
            "  - variable: region\n    type: button_group\n" + Options,
            "  ▸region\n",
            ["customFields", "list"],
            ["region"],
            ["region"],
            ["region"]
        ),
        new("a later key", "type: list", "type: list\n▸partnerSecrets: [x]", ["partnerSecrets", "not supported yet"]),
        new(
            "a later endpoint",
            "  removeUsers:",
            "  ▸lookup: {url: x}\n  removeUsers:",
            ["lookup", "not supported yet"]
        ),
        new("a later key of an endpoint", AddUrl, AddUrl + "    ▸job: {idPath: id}\n", ["job", "not supported yet"]),
        new("a later signature", AddUrl, AddUrl + "    ▸signature: {header: X}\n", ["signature", "not supported yet"]),
        new(
            "a later method",
            "method: bearer",
            "method: ▸oauth2\n  ▸grant: client_credentials",
            ["oauth2", "not supported yet"],
            ["grant", "not supported yet"]
        ),
        // Values
        new("another version", "rollcall/v1", "▸rollcall/v2", ["apiVersion", "rollcall/v2", "rollcall/v1"]),
        new("an unknown type", "type: list", "type: ▸lst", ["type", "lst", "did you mean list"]),
        new("an unknown method", "method: POST\n" + AddUrl, "method: ▸PSOT\n" + AddUrl, ["PSOT", "POST"]),
        new("a lower-case method", "method: POST\n" + AddUrl, "method: ▸post\n" + AddUrl, ["post", "POST"]),
        new(
            "a boolean of YAML 1.1",
            "type: list",
            "type: list\nslugifyCohortName: ▸yes",
            ["slugifyCohortName", "true or false", "yes"]
        ),
        new("a boolean in quotes", "type: list", "type: list\nslugifyCohortName: ▸'true'", ["true or false"]),
        new("a duration without a unit", "type: list", "type: list\ndelivery: {timeout: ▸30}", ["timeout", "30s"]),
        new(
            "a duration with a wrong unit",
            "type: list",
            "type: list\ndelivery: {timeout: ▸30sec}",
            ["timeout", "ms, s, m, h or d"]
        ),
        new("a negative duration", "type: list", "type: list\ndelivery: {timeout: ▸-30s}", ["timeout"]),
        new(
            "an endless duration",
            "type: list",
            "type: list\ndelivery: {timeout: ▸99999999999999d}",
            ["timeout", "1h"]
        ),
        new(
            "a parallelism of none",
            "type: list",
            "type: list\ndelivery: {parallelism: ▸0}",
            ["parallelism", "from 1"]
        ),
        new(
            "a parallelism in words",
            "type: list",
            "type: list\ndelivery: {parallelism: ▸four}",
            ["parallelism", "whole number"]
        ),
        new("an unknown change", "type: list", "type: list\ndelivery: {onChange: ▸replce}", ["onChange", "replace"]),
        new(
            "a rate limit without its time",
            "type: list",
            "type: list\ndelivery: {rateLimits: [▸{requests: 90}]}",
            ["per", "missing"]
        ),
        new("a size without a unit", AddUrl, AddUrl + "    batchBytes: ▸500000\n", ["batchBytes", "500KB"]),
        new("a size with a wrong unit", AddUrl, AddUrl + "    batchBytes: ▸500kb\n", ["batchBytes", "KB"]),
        new("a batch of none", AddUrl, AddUrl + "    batchSize: ▸0\n", ["batchSize", "from 1"]),
        new("a batch in quotes", AddUrl, AddUrl + "    batchSize: ▸'10'\n", ["batchSize", "whole number"]),
        new("another compression", AddUrl, AddUrl + "    compress: ▸brotli\n", ["compress", "gzip"]),
        new("a logo that is no PNG", "type: list", "type: list\nlogo: ▸acme.svg", ["logo", "PNG"]),
        new("a logo elsewhere", "type: list", "type: list\nlogo: ▸../acme.png", ["logo", "beside"]),
    ];
}
