using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rollcall.Storage.Database;

/// <summary>Keeps small values that are no rows of their own as JSON text in one column.</summary>
internal static class JsonColumn
{
    /// <summary>Keeps the property as JSON; two values are equal when their JSON is.</summary>
    public static void HasJsonConversion<T>(this PropertyBuilder<T> property)
        where T : class =>
        property.HasConversion(
            value => Write(value),
            text => Read<T>(text),
            new ValueComparer<T>(
                (one, other) => Write(one) == Write(other),
                value => Write(value).GetHashCode(StringComparison.Ordinal),
                value => Read<T>(Write(value))
            )
        );

    private static string Write<T>(T? value) => JsonSerializer.Serialize(value);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text)!;
}
