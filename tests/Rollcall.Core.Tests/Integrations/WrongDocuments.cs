namespace Rollcall.Core.Tests.Integrations;

/// <summary>
/// Documents with faults: the valid <c>minimal.yaml</c> with a part replaced. <c>▸</c> stands in the replacement before
/// each character that an error is expected at, and is taken out.
/// </summary>
internal static class WrongDocuments
{
    private const string AddBody = "      {\"ids\": $items}\n    items: '\"$email\"'\n  removeUsers";
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
        // Authentication
        new("a key of another method", "method: bearer", "method: bearer\n  ▸username: $region", ["username", "basic"]),
        new("an unknown method of authentication", "method: bearer", "method: ▸baerer", ["baerer", "bearer"]),
        new("a header's name with a space", "method: bearer", "method: header\n  name: ▸X Key", ["X Key", "header"]),
        new(
            "a user's field in authentication",
            "method: bearer",
            "method: bearer\n  token: x▸$email",
            ["$email", "authentication"]
        ),
        new(
            "a cohort in authentication",
            "method: bearer",
            "method: bearer\n  token: ▸$cohort_id",
            ["$cohort_id", "authentication", "customer"]
        ),
        // Custom fields
        new(
            "a variable with a hyphen",
            "variable: region",
            "variable: ▸re-gion",
            ["re-gion", "re_gion"],
            ["region"],
            ["region"],
            ["region"]
        ),
        new(
            "a variable that is pre-defined",
            "variable: region",
            "variable: ▸list_Id",
            ["$list_Id", "pre-defined"],
            ["region"],
            ["region"],
            ["region"]
        ),
        new(
            "a variable twice",
            "    - variable: email",
            "    - variable: email\n    - variable: ▸region",
            ["$region", "second time"]
        ),
        new(
            "a mapping field named like authentication",
            "    - variable: email",
            "    - variable: email\n    - variable: ▸api_key",
            ["$api_key", "authentication"]
        ),
        new("a select without options", "    type: button_group\n" + Options, "    type: ▸button_group\n", ["options"]),
        new(
            "options of a text field",
            "    type: button_group\n" + Options,
            "    type: string\n    ▸options: [{label: a, value: b}]\n",
            ["options", "single_select"]
        ),
        new("no options", Options, "    options: ▸[]\n", ["options", "empty"]),
        new(
            "an option twice",
            Options,
            "    options: [{label: A, value: eu}, {label: B, value: ▸eu}]\n",
            ["eu", "second time"]
        ),
        new("an option without a value", Options, "    options: [▸{label: A}]\n", ["value", "missing"]),
        new("a default that is no option", Options, Options + "    default: ▸eo\n", ["eo", "eu"]),
        new(
            "a default of a secret",
            "  - variable: region",
            "  - {variable: token, type: secret, default: ▸x}\n  - variable: region",
            ["secret", "default"]
        ),
        new(
            "a default of a field in a header",
            "  - variable: region",
            "  - {variable: client, default: ▸x}\n  - variable: region",
            ["client", "header", "secret: false"]
        )
        {
            Also = ("type: list", "type: list\nheaders: {X-Client: $client}"),
        },
        new(
            "a default of a field in a query",
            "  - variable: region",
            "  - {variable: client, default: ▸x}\n  - variable: region",
            ["client", "query", "secret: false"]
        )
        {
            Also = ("/add\n", "/add?client=$client\n"),
        },
        new(
            "a secret that says it is none",
            "  - variable: region",
            "  - {variable: bearer_token, type: secret, secret: ▸false}\n  - variable: region",
            ["secret"]
        ),
        new(
            "a default that is no address",
            "  - variable: region",
            "  - {variable: base, type: url, default: ▸acme.example}\n  - variable: region",
            ["https://"]
        )
        {
            Also = ("https://$region.acme.example/lists/$list_id/add", "$base/lists/$list_id/add"),
        },
        // Mapping
        new(
            "no fields",
            "  fields:\n    - variable: email\n",
            "  fields: ▸[]\n",
            ["fields", "empty"],
            ["email"],
            ["email"]
        ),
        new("no key", "    - variable: email", "    - variable: email\n      key: ▸false", ["key: true"]),
        new(
            "an unknown filter",
            "    - variable: email",
            "    - variable: email\n      normalize: [trim, ▸lowr]",
            ["lowr", "lower"]
        ),
        new(
            "a filter's syntax",
            "    - variable: email",
            "    - variable: email\n      normalize: ['e164:▸49']",
            ["quotes"]
        ),
        // Templates
        new(
            "an unknown variable",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"▸$chort_name\"}",
            ["$chort_name", "$cohort_name"]
        ),
        new("an unknown variable like none", "{\"name\": \"$cohort_name\"}", "{\"name\": \"▸$set\"}", ["$set", "$$"]),
        new("a hyphen", "method: bearer", "method: header\n  value: ▸$api-key", ["$api-key", "$api_key", "hyphen"]),
        new(
            "an authentication variable of another method",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"▸$api_key\"}",
            ["$api_key", "basic", "bearer"]
        ),
        new(
            "an unknown filter in a template",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"${cohort_name | ▸slg}\"}",
            ["slg", "slug"]
        ),
        new(
            "JSON that is never well formed",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"$cohort_name\"▸",
            ["not closed", "}"]
        ),
        new("an address without a scheme", AddUrl, "    url: ▸api.acme.example/$list_id\n", ["https://"]),
        new(
            "a user's field in the creation",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"▸$email\"}",
            ["$email", "createList"]
        ),
        new("a user's field in a header", "type: list", "type: list\nheaders: {X-User: ▸$email}", ["$email", "header"]),
        new("items in the creation", "{\"name\": \"$cohort_name\"}", "{\"name\": ▸$items}", ["$items", "createList"]),
        new(
            "items in items",
            "'\"$email\"'\n  remove",
            "'[\"$email\", ▸$items]'\n  remove",
            ["$items", "items of addUsers"]
        ),
        new(
            "items in quotes",
            "{\"ids\": $items}\n    items: '\"$email\"'\n  remove",
            "{\"ids\": \"▸$items\"}\n    items: '\"$email\"'\n  remove",
            ["$items", "quotes", "join"]
        ),
        new("items in the address without join", "$list_id/add\n", "$list_id/add?ids=▸$items\n", ["$items", "join"]),
        new(
            "a list's ID before the list",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"▸$list_id\"}",
            ["$list_id", "not exist"]
        ),
        new(
            "a list's ID in a general header",
            "type: list",
            "type: list\nheaders: {X-List: ▸$listId}",
            ["$listId", "createList"]
        ),
        new(
            "a batch's size in the creation",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"▸$batch_size\"}",
            ["$batch_size", "createList"]
        ),
        new(
            "a filter that changes a key",
            "'\"$email\"'\n  remove",
            "'\"${email | sha256 | ▸lower}\"'\n  remove",
            ["lower", "$email", "normalize"]
        ),
        // Hosts
        new(
            "a cohort in the host",
            AddUrl,
            "    url: https://▸$cohort_id.acme.example/$list_id\n",
            ["$cohort_id", "host"]
        ),
        new(
            "a user's field in the host",
            AddUrl,
            "    url: https://▸$email.acme.example/$list_id\n",
            ["$email", "host"]
        )
        {
            Also = ("{\"ids\": $items}\n    items: '\"$email\"'\n  removeUsers", "{\"id\": \"$email\"}\n  removeUsers"),
        },
        new(
            "a secret in the host",
            AddUrl,
            "    url: https://▸$bearer_token.acme.example/$list_id\n",
            ["$bearer_token", "host"]
        ),
        new("a select field as the address", AddUrl, "    url: ▸$region/$list_id\n", ["$region", "type url"]),
        new("an option that no host has", Options, "    options: [{label: Europe, value: e u}]\n", ["e u", "host"])
        {
            At = (16, 18),
            Times = 3,
        },
        // Endpoints
        new(
            "an endpoint missing",
            "  removeUsers:",
            "  updateUsers:",
            ["removeUsers", "missing"],
            ["updateUsers", "property"]
        )
        {
            At = (13, 1),
        },
        new("both ways to a list", "  createList:", "  ▸listId: x\n  createList:", ["createList", "listId"]),
        new(
            "endpoints of another type",
            "type: list",
            "type: property",
            ["updateUsers"],
            ["createList"],
            ["addUsers"],
            ["$list_id"],
            ["removeUsers"],
            ["$list_id"]
        )
        {
            IsWordsOnly = true,
        },
        new("items missing", "    items: '\"$email\"'\n  remove", "  remove", ["$items", "items", "missing"])
        {
            At = (23, 15),
        },
        new(
            "items unused",
            "{\"ids\": $items}\n    items: '\"$email\"'\n  remove",
            "{\"id\": \"$email\"}\n    ▸items: '\"$email\"'\n  remove",
            ["items", "never used"]
        ),
        new("items without a field", "'\"$email\"'\n  remove", "▸'\"$cohort_id\"'\n  remove", ["mapping field"]),
        new("no users at all", AddBody, "      {}\n  removeUsers", ["addUsers", "no users"]) { At = (19, 3) },
        new(
            "a field beside items",
            "{\"ids\": $items}\n    items: '\"$email\"'\n  remove",
            "{\"ids\": $items, \"id\": \"▸$email\"}\n    items: '\"$email\"'\n  remove",
            ["$email", "$items"]
        ),
        new(
            "a batch of many where one goes",
            AddBody,
            "      {\"id\": \"$email\"}\n    batchSize: ▸100\n  removeUsers",
            ["batchSize", "$email"]
        ),
        new(
            "join without items",
            AddBody,
            "      {\"id\": \"$email\"}\n    ▸join: ','\n  removeUsers",
            ["join", "items"]
        ),
        new(
            "an empty join",
            AddBody,
            "      {\"ids\": $items}\n    items: $email\n    join: ▸''\n  removeUsers",
            ["join", "empty"]
        ),
        new(
            "omitEmpty without items",
            AddBody,
            "      {\"id\": \"$email\"}\n    ▸omitEmpty: true\n  removeUsers",
            ["omitEmpty", "items"]
        ),
        new("reserved characters in JSON", AddUrl, AddUrl + "    ▸reserved: ','\n", ["reserved", "ndjson"]),
        new("an unknown content type", AddUrl, AddUrl + "    contentType: ▸jsno\n", ["jsno", "json"]),
        new("a content type without a body", CreateBody, "    ▸contentType: form\n", ["contentType", "body"]),
        new(
            "a body in a GET request",
            "method: POST\n    url: https://$region.acme.example/lists\n    body",
            "method: GET\n    url: https://$region.acme.example/lists\n    ▸body",
            ["GET", "body"]
        ),
        new("a framing header", AddUrl, AddUrl + "    headers: {▸content-length: 3}\n", ["content-length"]),
        new("a content type as header", AddUrl, AddUrl + "    headers: {▸Content-Type: text/plain}\n", ["contentType"]),
        new("a header twice", AddUrl, AddUrl + "    headers: {X-A: 1, ▸x-a: 2}\n", ["x-a", "second time"]),
        new("no idempotency", AddUrl, AddUrl + "    idempotencyKey: ▸false\n", ["off"]),
        // Answers
        new("a list's ID in no header", CreateBody, CreateBody + "    listIdIn: ▸header\n", ["listIdPath: Location"]),
        new(
            "a list's ID in a wrong header",
            CreateBody,
            CreateBody + "    listIdIn: header\n    listIdPath: ▸data.[0]\n",
            ["Location"]
        ),
        new(
            "a list's ID that is not in the request",
            CreateBody,
            CreateBody + "    listIdIn: request\n    listIdPath: ▸data.id\n",
            ["data.id", "body"]
        ),
        new("a list's ID that is many", CreateBody, CreateBody + "    listIdPath: ▸data[*].id\n", ["one value"]),
        new("a path's syntax", CreateBody, CreateBody + "    listIdPath: ▸data[\n", ["listIdPath"]),
        new("a pattern's syntax", CreateBody, CreateBody + "    listIdPattern: '[a-z]+▸)'\n", ["listIdPattern"])
        {
            IsLineOnly = true,
        },
        new(
            "a pattern that goes back",
            CreateBody,
            CreateBody + "    listIdPattern: ▸'(?=a)b'\n",
            ["listIdPattern", "backtracking"]
        ),
        new("a success without a test", AddUrl, AddUrl + "    ▸success: {path: ok}\n", ["equals", "notEmpty"]),
        new(
            "a success with two tests",
            AddUrl,
            AddUrl + "    success: {path: ok, equals: 1, ▸in: [2]}\n",
            ["equals", "in"]
        ),
        new(
            "a success that is empty",
            AddUrl,
            AddUrl + "    success: {path: ok, notEmpty: ▸false}\n",
            ["notEmpty", "true"]
        ),
        new(
            "failed items of no shape",
            AddUrl,
            AddUrl + "    ▸failedItems: {}\n",
            ["path", "indexPath", "mapPath", "countPath"]
        ),
        new(
            "failed items of two shapes",
            AddUrl,
            AddUrl + "    failedItems: {path: a, ▸countPath: b}\n",
            ["path", "countPath"]
        ),
        new("a key without a path", AddUrl, AddUrl + "    failedItems: {countPath: b, ▸key: id}\n", ["key", "path"]),
        new(
            "a status out of range",
            AddUrl,
            AddUrl + "    errors: [{status: ▸999, reason: a, message: b}]\n",
            ["status", "599"]
        ),
        new(
            "a status class out of range",
            AddUrl,
            AddUrl + "    errors: [{status: ▸6xx, reason: a, message: b}]\n",
            ["status", "5xx"]
        ),
        new(
            "an error without a message",
            AddUrl,
            AddUrl + "    errors: [▸{status: 400, reason: a}]\n",
            ["message", "missing"]
        ),
        new(
            "an error twice",
            AddUrl,
            AddUrl + "    errors: [{status: 400, reason: a, message: b}, {status: ▸400, reason: c, message: d}]\n",
            ["400", "second time"]
        ),
        new(
            "a sub error twice",
            AddUrl,
            AddUrl
                + "    errors:\n      - {status: 400, subError: {a: 1, b: x}, reason: a, message: b}\n      - {status: ▸400, subError: {b: x, a: 1}, reason: c, message: d}\n",
            ["400", "second time"]
        ),
        new(
            "an unknown action",
            AddUrl,
            AddUrl + "    errors: [{status: 400, reason: a, message: b, action: ▸ignore}]\n",
            ["action", "retry"]
        ),
        new(
            "a success without an answer",
            AddUrl,
            AddUrl + "    errors: [{status: none, reason: a, message: b, action: ▸succeed}]\n",
            ["none", "retry"]
        ),
        new(
            "a creation that creates anew",
            CreateBody,
            CreateBody + "    errors: [{status: 404, reason: a, message: b, action: ▸recreate_list}]\n",
            ["recreate_list"]
        ),
        new(
            "a sub error that is no JSON",
            AddUrl,
            AddUrl + "    errors: [{status: 400, subError: ▸.nan, reason: a, message: b}]\n",
            [".nan"]
        ),
        new(
            "a copy from nowhere",
            AddUrl,
            AddUrl + "    errors: {copyFrom: ▸creatList}\n",
            ["creatList", "createList"]
        ),
        new("a copy from itself", AddUrl, AddUrl + "    errors: {copyFrom: ▸addUsers}\n", ["addUsers", "copies from"]),
        new(
            "copies in a circle",
            AddUrl,
            AddUrl + "    errors: {copyFrom: ▸removeUsers}\n",
            ["addUsers copies from removeUsers"],
            ["removeUsers copies from addUsers"]
        )
        {
            Also = ("/remove\n", "/remove\n    errors: {copyFrom: ▸addUsers}\n"),
        },
        // Places within quotes and blocks
        new(
            "in a folded block",
            CreateBody,
            "    body: >-\n      {\"name\":\n      \"▸$chort_name\"}\n",
            ["$chort_name"]
        ),
        new(
            "behind an escape",
            CreateBody,
            "    body: \"{\\\"n\\u0061me\\\": \\\"▸$chort_name\\\"}\"\n",
            ["$chort_name"]
        ),
        new("in single quotes with quotes", CreateBody, "    body: '{\"it''s\": \"▸$chort_name\"}'\n", ["$chort_name"]),
        new(
            "on a second line of quotes",
            CreateBody,
            "    body: '{\"name\":\n\n      \"▸$chort_name\"}'\n",
            ["$chort_name"]
        ),
        new(
            "in a block with indentation of its own",
            CreateBody,
            "    body: |2\n        {\"name\":\n\n         \"▸$chort_name\"}\n",
            ["$chort_name"]
        ),
        new("behind a character of two units", CreateBody, "    body: '{\"😀\": \"▸$chort_name\"}'\n", ["$chort_name"]),
    ];
}

/// <summary>A document with faults.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Find">The part of the minimal document that is replaced.</param>
/// <param name="Replacement">What takes its place.</param>
/// <param name="Words">For each error, in order: what its message holds.</param>
internal sealed record WrongDocument(string Name, string Find, string Replacement, params string[][] Words)
{
    /// <summary>A further replacement.</summary>
    public (string Find, string Replacement)? Also { get; init; }

    /// <summary>Where the first error stands, where no mark can.</summary>
    public (int Line, int Column)? At { get; init; }

    /// <summary>How often the same error comes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Only the words are compared: places are tested elsewhere.</summary>
    public bool IsWordsOnly { get; init; }

    /// <summary>Only the line is compared: the library decides on the column.</summary>
    public bool IsLineOnly { get; init; }
}
