namespace Rollcall.Sources.Duck;

/// <summary>How a column's values become fields.</summary>
internal enum DuckShape
{
    /// <summary>Text, or bytes taken for text.</summary>
    Text,

    /// <summary>Exact digits; "inf" and "nan" are text, since no JSON number says them.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>JSON of whatever kind.</summary>
    Json,
}

/// <summary>A column of a result: how DuckDB is asked to write its values, and what they then are.</summary>
/// <param name="Shape">What they are.</param>
/// <param name="Expression">The SQL that gives them as text; <c>{0}</c> stands for the column.</param>
internal readonly record struct DuckColumn(DuckShape Shape, string Expression)
{
    private const string AsText = "CAST({0} AS VARCHAR)";
    private const string IsoTime = "replace(CAST({0} AS VARCHAR), ' ', 'T')";

    /// <summary>The column of a type.</summary>
    /// <param name="type">As DESCRIBE names it.</param>
    public static DuckColumn Of(string type) =>
        type switch
        {
            "BOOLEAN" => new(DuckShape.Boolean, AsText),
            "BLOB" => new(DuckShape.Text, "{0}"),
            "JSON" => new(DuckShape.Json, AsText),
            "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => new(DuckShape.Text, IsoTime),
            "TIMESTAMP WITH TIME ZONE" => new(DuckShape.Text, $"replace({IsoTime}, '+00', 'Z')"),
            _ when IsNested(type) => new(DuckShape.Json, "CAST(to_json({0}) AS VARCHAR)"),
            _ when IsNumber(type) => new(DuckShape.Number, AsText),
            _ => new(DuckShape.Text, AsText),
        };

    private static bool IsNested(string type) =>
        type.EndsWith(']')
        || type.StartsWith("STRUCT(", StringComparison.Ordinal)
        || type.StartsWith("MAP(", StringComparison.Ordinal)
        || type.StartsWith("UNION(", StringComparison.Ordinal);

    private static bool IsNumber(string type) =>
        type.EndsWith("INT", StringComparison.Ordinal)
        || type.EndsWith("INTEGER", StringComparison.Ordinal)
        || type.StartsWith("DECIMAL(", StringComparison.Ordinal)
        || type is "FLOAT" or "DOUBLE" or "BIGNUM" or "VARINT";
}
