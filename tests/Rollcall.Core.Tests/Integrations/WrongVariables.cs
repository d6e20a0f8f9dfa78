namespace Rollcall.Core.Tests.Integrations;

/// <summary>Faults of authentication, fields, templates and hosts.</summary>
internal static class WrongVariables
{
    private const string AddUrl = "    url: https://$region.acme.example/lists/$list_id/add\n";
    private const string Options = "    options: [{label: Europe, value: eu}]\n";

    public static readonly WrongDocument[] All =
    [
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
            "an authentication variable of a later method",
            "{\"name\": \"$cohort_name\"}",
            "{\"name\": \"▸$client_id\"}",
            ["$client_id", "oauth2", "not supported yet"]
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
    ];
}
