using Rollcall.Core.Integrations.Format;
using Rollcall.Core.Integrations.Reading;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Turns a document's nodes into an integration, and reports all that is wrong.</summary>
internal sealed class DocumentReader
{
    private readonly FaultList _faults;
    private readonly MapReader _root;
    private readonly Declarations _declarations;
    private readonly TemplateReader _templates;
    private readonly NamedTemplateReader _named;
    private readonly MapReader? _endpoints;
    private readonly MapReader? _authentication;
    private readonly string? _method;
    private readonly IntegrationType? _type;
    private readonly Sites _sites;

    /// <summary>Prepares the reading of a document.</summary>
    public DocumentReader(MapReader root, FaultList faults)
    {
        (_root, _faults) = (root, faults);
        _declarations = new Declarations(faults);
        _templates = new TemplateReader(faults);
        _named = new NamedTemplateReader(faults, _templates);
        _endpoints = root.Find(RootFormat.Endpoints);
        _authentication = root.Find(RootFormat.Authentication);
        _method = AuthenticationReader.Method(_authentication, root.Has(RootFormat.Authentication));
        _type = root.TryGet(RootFormat.Type, out var type) ? (IntegrationType)type : null;
        _sites = new Sites(_type == IntegrationType.Property, _endpoints?.Has(EndpointsFormat.CreateList) ?? false);
    }

    /// <summary>The integration; of use only where nothing was reported.</summary>
    public (Integration Integration, VariableTable Table) Read()
    {
        _root.TryGet(RootFormat.ApiVersion, out _);
        var logo = Logo();
        var mapping = Declare();
        var authentication = ReadAuthentication();
        var headers = _named.Headers(_root.Get(RootFormat.Headers, []), _sites.GeneralHeader);
        var delivery = DeliveryReader.Read(_root.Find(RootFormat.Delivery));
        var endpoints = ReadEndpoints();
        var table = CheckVariables();
        var slugify = Slugify(table);
        var fields = new SecretCheck(_faults, _templates).Settle(_declarations.CustomFields);
        var integration = new Integration
        {
            Name = _root.Find(RootFormat.Name)?.Text ?? "",
            Type = _type ?? IntegrationType.List,
            Category = _root.Find(RootFormat.Category)?.Text,
            Summary = _root.Find(RootFormat.Summary)?.Text,
            Description = _root.Find(RootFormat.Description)?.Text,
            Logo = logo,
            Authentication = authentication,
            CustomFields = fields,
            Settings = [.. table.OfMethod(_method), .. fields],
            Headers = headers,
            Mapping = mapping,
            SlugifyCohortName = slugify,
            Delivery = delivery,
            Endpoints = endpoints,
        };
        return (integration, table.Table(_method));
    }

    private string? Logo()
    {
        var logo = _root.Find(RootFormat.Logo);
        if (
            logo is not null
            && (
                !logo.Text.EndsWith(".png", StringComparison.OrdinalIgnoreCase)
                || logo.Text.Length == 4
                || logo.Text.AsSpan().ContainsAny('/', '\\', ':')
            )
        )
        {
            _faults.Add(logo.Start, $"logo must be {RootFormat.Logo.Kind.Expected}, not \"{logo.Text}\".");
        }
        return logo?.Text;
    }

    private Mapping Declare()
    {
        var fields = new FieldReader(_faults, _declarations);
        foreach (var (field, _) in _root.Get(RootFormat.CustomFields, []))
        {
            fields.Read(field);
        }
        foreach (var variable in AuthenticationVariables.Of(_method ?? "none"))
        {
            _declarations.DeclareOfMethod(variable.Name);
        }
        return _root.Find(RootFormat.Mapping) is { } mapping
            ? new MappingReader(_faults, _declarations, fields).Read(mapping)
            : new Mapping("", []);
    }

    private Authentication ReadAuthentication()
    {
        if (_authentication is null || _method is null)
        {
            return new Authentication(AuthenticationMethod.None);
        }
        return new AuthenticationReader(_faults, _templates).Read(_authentication, _method);
    }

    private Endpoints ReadEndpoints()
    {
        var contentType = ContentTypeHeader.Find(_root.Get(RootFormat.Headers, []));
        var content = contentType is null ? null : ContentType.ReadMediaType(contentType, _faults);
        if (_endpoints is null)
        {
            _templates.Skip();
            return new Endpoints();
        }
        new EndpointsCheck(_faults, _endpoints).Check(_type);
        return new EndpointsReader(
            _faults,
            _templates,
            new EndpointReader(_faults, _templates, _named, _sites, _declarations, content)
        ).Read(_endpoints, _sites.ListId);
    }

    private TableBuilder CheckVariables()
    {
        var check = new VariableCheck(_faults, _declarations, _method);
        foreach (var use in _templates.Uses)
        {
            check.Check(use);
        }
        var table = new TableBuilder(_declarations, _templates);
        table.Warn(_faults);
        return table;
    }

    private bool Slugify(TableBuilder table)
    {
        var slugify = _root.Get(RootFormat.SlugifyCohortName, false);
        if (slugify && !_templates.IsIncomplete && !table.IsUsed("cohort_name"))
        {
            _faults.Warn(
                _root.KeyAt(RootFormat.SlugifyCohortName),
                "slugifyCohortName has no effect: $cohort_name is used nowhere."
            );
        }
        return slugify;
    }
}
