namespace Rollcall.Core.Integrations.Format;

/// <summary>A key of the format: reader, JSON Schema and reference are made from the same description.</summary>
internal abstract class Key(string name, string summary)
{
    /// <summary>As written in documents.</summary>
    public string Name { get; } = name;

    /// <summary>What it means, Markdown.</summary>
    public string Summary { get; } = summary;

    /// <summary>Whether a document without it is wrong.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds without it, as people write it; null where nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>A value as YAML.</summary>
    public string Example { get; init; } = "";

    /// <summary>The kind of its value.</summary>
    public abstract Kind Kind { get; }
}

/// <summary>A key with a value of a type.</summary>
internal sealed class Key<T>(string name, Kind<T> kind, string summary) : Key(name, summary)
{
    /// <summary>Reads its value.</summary>
    public Kind<T> Reader { get; } = kind;

    /// <inheritdoc/>
    public override Kind Kind => Reader;
}

/// <summary>A key of a later version: refused, never ignored.</summary>
internal sealed class LaterKey(string name) : Key(name, "Not supported yet.")
{
    /// <inheritdoc/>
    public override Kind Kind => throw new NotSupportedException("A key that is not supported yet has no kind.");
}
