using Rollcall.Core.Integrations.Writing;

namespace Rollcall.Core.Integrations;

/// <summary>Writes integrations as documents; reading one gives an equal integration. Keys stand in the order of the format, defaults are left out.</summary>
public static class IntegrationWriter
{
    /// <summary>A YAML document.</summary>
    /// <param name="integration">A valid integration.</param>
    public static string ToYaml(Integration integration) => YamlText.Of(new DocumentBuilder(integration).Build());

    /// <summary>A JSON document, indented.</summary>
    /// <param name="integration">A valid integration.</param>
    public static string ToJson(Integration integration) => JsonText.Of(new DocumentBuilder(integration).Build());
}
