namespace Rollcall.Core.Tests.Integrations;

/// <summary>Faults of endpoints and answers, and places within quotes and blocks.</summary>
internal static class WrongEndpoints
{
    private const string AddBody = "      {\"ids\": $items}\n    items: '\"$email\"'\n  removeUsers";
    private const string AddUrl = "    url: https://$region.acme.example/lists/$list_id/add\n";
    private const string CreateBody = "    body: |\n      {\"name\": \"$cohort_name\"}\n";

    public static readonly WrongDocument[] All =
    [
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
        new("a quoted number", AddUrl, AddUrl + "    batchSize: ▸\"500\"\n", ["leave out the quotes around 500"]),
        new(
            "a password in an address",
            AddUrl,
            AddUrl.Replace("https://", "https://u:▸p@"),
            ["password", "authentication"]
        ),
        new("a framing header", AddUrl, AddUrl + "    headers: {▸content-length: 3}\n", ["content-length"]),
        new(
            "a content type as header against contentType",
            AddUrl,
            AddUrl + "    contentType: application/vnd.api+json\n    headers: {content-type: ▸application/json}\n",
            ["application/vnd.api+json", "leave one"]
        ),
        new(
            "no media type as header",
            AddUrl,
            AddUrl + "    headers: {Content-Type: ▸json}\n",
            ["application/json", "\"json\""]
        ),
        new("a variable media type", AddUrl, AddUrl + "    headers: {Content-Type: ▸a/$region}\n", ["variables"]),
        new("another charset", AddUrl, AddUrl + "    contentType: ▸application/json; charset=latin1\n", ["UTF-8"]),
        new("half a parameter", AddUrl, AddUrl + "    contentType: ▸application/json; ;;\n", ["media type"]),
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
