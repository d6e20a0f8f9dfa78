namespace Rollcall.Core.Integrations;

/// <summary>The filled-in, commented documents that a partner starts from.</summary>
public static class StarterDocument
{
    /// <summary>A valid document of a type, as YAML; it works against the sandbox destination with its address as <c>base_url</c>.</summary>
    public static string Of(IntegrationType type)
    {
        var name = type == IntegrationType.List ? "Starters/list.yaml" : "Starters/property.yaml";
        using var stream =
            typeof(StarterDocument).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
