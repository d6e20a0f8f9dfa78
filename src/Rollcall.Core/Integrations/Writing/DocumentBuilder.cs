using Rollcall.Core.Integrations.Checks;
using Rollcall.Core.Integrations.Format;

namespace Rollcall.Core.Integrations.Writing;

/// <summary>Turns an integration back into a document; what the format's defaults say is left out.</summary>
internal sealed class DocumentBuilder(Integration integration)
{
    /// <summary>The whole document.</summary>
    public DocumentMap Build()
    {
        var map = new DocumentMap(RootFormat.Shape);
        map.Text(RootFormat.ApiVersion, "rollcall/v1");
        map.Text(RootFormat.Name, integration.Name);
        map.Text(RootFormat.Type, integration.Type == IntegrationType.List ? "list" : "property");
        map.Text(RootFormat.Category, integration.Category);
        map.Text(RootFormat.Summary, integration.Summary);
        map.Text(RootFormat.Description, integration.Description);
        map.Text(RootFormat.Logo, integration.Logo);
        map.Map(RootFormat.Authentication, Authentication(integration.Authentication));
        map.List(RootFormat.CustomFields, integration.CustomFields.Select(CustomField));
        map.Texts(RootFormat.Headers, integration.Headers);
        map.Map(RootFormat.Mapping, Mapping(integration.Mapping));
        map.Flag(RootFormat.SlugifyCohortName, true, when: integration.SlugifyCohortName);
        map.Map(RootFormat.Delivery, Delivery(integration.Delivery));
        map.Map(RootFormat.Endpoints, Endpoints(integration.Endpoints));
        return map;
    }

    /// <summary>Rate limits as a list of mappings.</summary>
    public static IEnumerable<object> RateLimits(IReadOnlyList<RateLimit> limits)
    {
        foreach (var limit in limits)
        {
            var map = new DocumentMap(DeliveryFormat.RateLimit);
            map.Number(DeliveryFormat.Requests, limit.Requests, when: true);
            map.Text(DeliveryFormat.Per, Units.Duration(limit.Per));
            yield return map;
        }
    }

    private static DocumentMap Authentication(Authentication authentication)
    {
        var map = new DocumentMap(AuthenticationFormat.Shape);
        map.Text(AuthenticationFormat.Method, AuthenticationFormat.Methods.Names[(int)authentication.Method]);
        var header = authentication.Header;
        switch (authentication.Method)
        {
            case AuthenticationMethod.Bearer:
                map.Text(AuthenticationFormat.Token, header?.Value.Source[AuthenticationReader.Bearing.Length..]);
                break;
            case AuthenticationMethod.Header:
                map.Text(AuthenticationFormat.Name, header?.Name);
                map.Text(AuthenticationFormat.Value, header?.Value.Source);
                break;
            case AuthenticationMethod.Basic:
                map.Text(AuthenticationFormat.UserName, authentication.UserName?.Source);
                map.Text(AuthenticationFormat.Password, authentication.Password?.Source);
                break;
        }
        return map;
    }

    private DocumentMap CustomField(CustomField field)
    {
        var own = AuthenticationVariables.Find(field.Variable);
        var isSecret = field.Type == CustomFieldType.Secret || SecretCheck.IsSent(integration, field.Variable);
        var map = new DocumentMap(CustomFieldFormat.Shape);
        map.Text(CustomFieldFormat.Variable, field.Variable);
        map.Text(CustomFieldFormat.DisplayName, field.DisplayName);
        map.Text(CustomFieldFormat.Type, CustomFieldFormat.Types.Names[(int)field.Type]);
        map.Text(CustomFieldFormat.Default, field.Default);
        map.List(CustomFieldFormat.Options, field.Options.Select(Option));
        map.Flag(CustomFieldFormat.Required, field.Required, when: field.Required != (own?.Required ?? true));
        map.Text(CustomFieldFormat.Scope, field.Scope == FieldScope.Sync ? "sync" : null);
        map.Flag(CustomFieldFormat.Secret, field.IsSecret, when: field.IsSecret != isSecret);
        return map;
    }

    private static DocumentMap Option(FieldOption option)
    {
        var map = new DocumentMap(CustomFieldFormat.Option);
        map.Text(CustomFieldFormat.OptionLabel, option.Label);
        map.Text(CustomFieldFormat.OptionValue, option.Value);
        return map;
    }

    private static DocumentMap Mapping(Mapping mapping)
    {
        var isFirstOnly = mapping.Fields.Select((field, i) => field.Key == (i == 0)).All(same => same);
        var map = new DocumentMap(MappingFormat.Shape);
        map.Text(MappingFormat.DisplayName, mapping.DisplayName);
        map.List(MappingFormat.Fields, mapping.Fields.Select(field => Field(field, mapping, isFirstOnly)));
        return map;
    }

    private static DocumentMap Field(MappingField field, Mapping mapping, bool isFirstOnly)
    {
        var map = new DocumentMap(MappingFormat.Field);
        map.Text(MappingFormat.Variable, field.Variable);
        map.Text(MappingFormat.Label, field.Label == mapping.DisplayName ? null : field.Label);
        map.Text(MappingFormat.FieldDisplayName, field.DisplayName);
        map.Text(MappingFormat.Type, MappingFormat.Types.Names[(int)field.Type]);
        map.List(MappingFormat.Options, field.Options.Select(Option));
        map.Flag(MappingFormat.IsKey, field.Key, when: field.Key && !isFirstOnly);
        map.Flag(MappingFormat.Required, field.Required, when: field.Required != field.Key);
        map.List(MappingFormat.Normalize, field.Normalize.Select(Units.Filter));
        return map;
    }

    private static DocumentMap? Delivery(DeliverySettings settings)
    {
        var defaults = new DeliverySettings();
        var map = new DocumentMap(DeliveryFormat.Shape);
        map.Number(
            DeliveryFormat.Parallelism,
            settings.Parallelism,
            when: settings.Parallelism != defaults.Parallelism
        );
        map.List(DeliveryFormat.RateLimits, RateLimits(settings.RateLimits));
        map.Text(
            DeliveryFormat.Timeout,
            settings.Timeout == defaults.Timeout ? null : Units.Duration(settings.Timeout)
        );
        map.Text(
            DeliveryFormat.Settle,
            settings.Settle == settings.Timeout * 2 ? null : Units.Duration(settings.Settle)
        );
        map.Text(
            DeliveryFormat.OnChange,
            settings.OnChange == OnChange.Add ? null : DeliveryFormat.Changes.Names[(int)settings.OnChange]
        );
        map.Text(DeliveryFormat.MinInterval, settings.MinInterval is { } interval ? Units.Duration(interval) : null);
        return map.Entries.Any() ? map : null;
    }

    private static DocumentMap Endpoints(Endpoints endpoints)
    {
        var map = new DocumentMap(EndpointsFormat.Shape);
        map.Map(EndpointsFormat.CreateList, EndpointBuilder.Build(endpoints.CreateList));
        map.Text(EndpointsFormat.ListId, endpoints.ListId?.Source);
        map.Map(EndpointsFormat.AddUsers, EndpointBuilder.Build(endpoints.AddUsers));
        map.Map(EndpointsFormat.RemoveUsers, EndpointBuilder.Build(endpoints.RemoveUsers));
        map.Map(EndpointsFormat.UpdateUsers, EndpointBuilder.Build(endpoints.UpdateUsers));
        return map;
    }
}
