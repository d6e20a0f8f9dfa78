using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rollcall.Server.Integrations.Form;

/// <summary>The authentication method, and the custom fields that it brings along.</summary>
public sealed partial class AuthenticationForm
{
    private const string Key = "authentication";
    private const string Fields = "customFields";

    private readonly JsonObject _root;

    // Which row fills which part of the method: kept, so that a row stays the method's while its variable is retyped.
    private readonly Dictionary<JsonObject, Link> _links = [];

    /// <summary>The authentication of a draft.</summary>
    internal AuthenticationForm(JsonObject root)
    {
        _root = root;
        Relink();
    }

    /// <summary>The methods: as documents write them, as people see them, and a sentence each.</summary>
    public static IReadOnlyList<(string Id, string Label, string Sentence)> Methods { get; } =
    [
        ("none", "No authentication", "No authentication header is sent."),
        ("basic", "Basic Authentication", "API key and API secret (optional) as user name and password."),
        ("header", "Authentication Header", "The API key in a header of your choice."),
        ("bearer", "Bearer Token", "A bearer token in the Authorization header."),
        ("custom", "Custom Headers", "I write the headers myself, under Additional Headers."),
    ];

    /// <summary>The method, as documents write it.</summary>
    public string Method => _root.Map(Key) is { } map && map.Text("method") is { Length: > 0 } method ? method : "none";

    /// <summary>With <c>header</c>: the header's name.</summary>
    public string HeaderName
    {
        get => _root.Map(Key)?.Text("name") is { Length: > 0 } name ? name : "Authorization";
        set => _root.NeedMap(Key).SetText("name", value);
    }

    /// <summary>With <c>header</c>: the header's value.</summary>
    public string HeaderValue
    {
        get => _root.Map(Key)?.Text("value") is { Length: > 0 } value ? value : "$api_key";
        set
        {
            _root.NeedMap(Key).SetText("value", value);
            Relink();
        }
    }

    /// <summary>What a method asks for by itself where no custom field says more.</summary>
    internal static IEnumerable<AuthenticationSlot> VariablesOf(JsonObject? authentication)
    {
        var method = authentication?.Text("method") ?? "none";
        foreach (var slot in AuthenticationSlot.Of(method))
        {
            var template = authentication!.ContainsKey(slot.Key) ? authentication.Text(slot.Key) : $"${slot.Variable}";
            if (FirstVariable().Match(template) is { Success: true } match && match.Groups[2].Value == slot.Variable)
            {
                yield return slot;
            }
        }
    }

    /// <summary>Whether a custom field is the method's: it is renamed with it, and goes with it.</summary>
    public bool IsOfMethod(JsonObject row) => _links.ContainsKey(row);

    /// <summary>What the method asks for though no custom field stands there for it: documents may leave it out.</summary>
    public IEnumerable<AuthenticationSlot> Implied =>
        VariablesOf(_root.Map(Key)).Where(slot => _root.Rows(Fields).All(row => row.Text("variable") != slot.Variable));

    /// <summary>Makes a custom field of an implied one, so that it can be renamed.</summary>
    public JsonObject Write(AuthenticationSlot slot)
    {
        var row = slot.Row();
        if (_root[Fields] is not JsonArray list)
        {
            _root[Fields] = list = [];
        }
        list.Insert(0, row);
        Relink();
        return row;
    }

    /// <summary>Renames a row of the method, and the method's use of it.</summary>
    public void Rename(JsonObject row, string variable)
    {
        row.SetText("variable", variable);
        if (_links.TryGetValue(row, out var link))
        {
            _root.NeedMap(Key).SetText(link.Key, $"{link.Before}{variable}{link.After}");
        }
    }

    /// <summary>The method's own variables that something else uses, too: what a change of the method would leave undeclared.</summary>
    public IReadOnlyList<string> UsedElsewhere()
    {
        var rest = _root.DeepClone().AsObject();
        rest.Remove(Key);
        rest.Remove(Fields);
        var text = rest.ToJsonString();
        return
        [
            .. _links
                .Keys.Select(row => row.Text("variable"))
                .Concat(Implied.Select(slot => slot.Variable))
                .Where(variable => variable.Length > 0 && Uses(text, variable)),
        ];
    }

    /// <summary>Changes the method: its rows go, the new one's come on top.</summary>
    public void Change(string method)
    {
        foreach (var row in _links.Keys)
        {
            _root.RemoveRow(Fields, row);
        }
        var map = new JsonObject { ["method"] = method };
        if (method == "header")
        {
            map["name"] = "Authorization";
            map["value"] = "$api_key";
        }
        _root[Key] = map;
        foreach (var slot in AuthenticationSlot.Of(method).Reverse())
        {
            if (_root.Rows(Fields).All(row => row.Text("variable") != slot.Variable))
            {
                Write(slot);
            }
        }
        Relink();
    }

    private static bool Uses(string text, string variable) =>
        Regex.IsMatch(text, $@"\$\{{?\s*{Regex.Escape(variable)}(?![A-Za-z0-9_])", RegexOptions.None, Patience);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private void Relink()
    {
        _links.Clear();
        var authentication = _root.Map(Key);
        foreach (var slot in AuthenticationSlot.Of(Method))
        {
            var template = authentication!.ContainsKey(slot.Key) ? authentication.Text(slot.Key) : $"${slot.Variable}";
            var match = FirstVariable().Match(template);
            var row = _root.Rows(Fields).FirstOrDefault(row => row.Text("variable") == match.Groups[2].Value);
            if (match.Success && row is not null)
            {
                var name = match.Groups[2];
                _links[row] = new Link(slot.Key, template[..name.Index], template[(name.Index + name.Length)..]);
            }
        }
    }

    [GeneratedRegex(@"\$(\{\s*)?([A-Za-z_][A-Za-z0-9_]*)", RegexOptions.None, 1000)]
    private static partial Regex FirstVariable();

    private sealed record Link(string Key, string Before, string After);
}

/// <summary>Something that an authentication method asks for.</summary>
/// <param name="Key">The key of <c>authentication</c> that uses it.</param>
/// <param name="Variable">Its variable, without the dollar sign.</param>
/// <param name="DisplayName">What the form calls it.</param>
/// <param name="IsRequired">Whether a value must be given.</param>
public sealed record AuthenticationSlot(string Key, string Variable, string DisplayName, bool IsRequired = true)
{
    /// <summary>What a method asks for.</summary>
    /// <param name="method">As documents write it.</param>
    public static IReadOnlyList<AuthenticationSlot> Of(string method) =>
        method switch
        {
            "basic" =>
            [
                new("username", "api_key", "API Key"),
                new("password", "api_secret", "API Secret", IsRequired: false),
            ],
            "header" => [new("value", "api_key", "API Key")],
            "bearer" => [new("token", "bearer_token", "Bearer Token")],
            _ => [],
        };

    /// <summary>The custom field for it.</summary>
    internal JsonObject Row()
    {
        var row = new JsonObject
        {
            ["variable"] = Variable,
            ["displayName"] = DisplayName,
            ["type"] = "secret",
        };
        if (!IsRequired)
        {
            row["required"] = false;
        }
        return row;
    }
}
