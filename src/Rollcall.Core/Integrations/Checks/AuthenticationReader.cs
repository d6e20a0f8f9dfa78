using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Reads <c>authentication</c>.</summary>
internal sealed class AuthenticationReader(FaultList faults, TemplateReader templates)
{
    /// <summary>What stands before a bearer token.</summary>
    public const string Bearing = "Bearer ";

    private const string Authorization = "Authorization";

    /// <summary>The method's name; <c>none</c> where the document has no authentication, null where it cannot be told.</summary>
    public static string? Method(MapReader? map, bool isWritten) =>
        map is null ? (isWritten ? null : "none")
        : map.TryGet(AuthenticationFormat.Method, out var method) ? AuthenticationFormat.Methods.Names[method]
        : null;

    /// <summary>Reads the templates that the method has.</summary>
    public Authentication Read(MapReader map, string method)
    {
        CheckKeys(map, method);
        return method switch
        {
            "bearer" => Bearer(map),
            "basic" => Basic(map),
            "header" => Header(map),
            "custom" => new Authentication(AuthenticationMethod.Custom),
            _ => new Authentication(AuthenticationMethod.None),
        };
    }

    private void CheckKeys(MapReader map, string method)
    {
        (Key Key, string Method)[] owners =
        [
            (AuthenticationFormat.Token, "bearer"),
            (AuthenticationFormat.UserName, "basic"),
            (AuthenticationFormat.Password, "basic"),
            (AuthenticationFormat.Name, "header"),
            (AuthenticationFormat.Value, "header"),
        ];
        foreach (var (key, owner) in owners)
        {
            if (owner != method && map.Has(key))
            {
                faults.Add(map.KeyAt(key), $"{key.Name} belongs to method {owner}; with {method} leave it out.");
            }
        }
    }

    private Authentication Bearer(MapReader map)
    {
        var token = Part(map, AuthenticationFormat.Token, "$bearer_token", TemplatePlace.Header);
        if (
            map.Find(AuthenticationFormat.Token) is { } text
            && text.Text.StartsWith(Bearing, StringComparison.OrdinalIgnoreCase)
        )
        {
            faults.Warn(
                text.Start,
                "Method bearer writes \"Bearer \" by itself; leave it out here, or it is sent twice."
            );
        }
        return new Authentication(AuthenticationMethod.Bearer)
        {
            Header = new NamedTemplate(
                Authorization,
                TemplateReader.Own(Bearing + (token?.Source ?? ""), TemplatePlace.Header)
            ),
        };
    }

    private Authentication Basic(MapReader map) =>
        new(AuthenticationMethod.Basic)
        {
            UserName = Part(map, AuthenticationFormat.UserName, "$api_key", TemplatePlace.Plain),
            Password = Part(map, AuthenticationFormat.Password, "$api_secret", TemplatePlace.Plain),
        };

    private Authentication Header(MapReader map)
    {
        var name = map.Find(AuthenticationFormat.Name);
        if (name is not null)
        {
            HeaderNames.Check(name, faults);
        }
        var value = Part(map, AuthenticationFormat.Value, "$api_key", TemplatePlace.Header);
        return new Authentication(AuthenticationMethod.Header)
        {
            Header = value is null ? null : new NamedTemplate(name?.Text ?? Authorization, value),
        };
    }

    private Template? Part(MapReader map, Key<ScalarNode> key, string otherwise, TemplatePlace place)
    {
        if (map.Find(key) is { } text)
        {
            return templates.Read(text, place, Sites.Authentication);
        }
        if (map.Has(key))
        {
            templates.Skip();
        }
        var own = TemplateReader.Own(otherwise, place);
        templates.Use(own, map.Anchor, Sites.Authentication);
        return own;
    }
}
