using System.Collections;

namespace Rollcall.Server.Configuration;

/// <summary>Finds settings that there are not: a typing error must not be a setting that does nothing.</summary>
internal static class UnknownSettings
{
    /// <summary>A sentence for each.</summary>
    public static IEnumerable<string> Of(IConfiguration section, Type options)
    {
        foreach (var setting in section.GetChildren())
        {
            var property = options
                .GetProperties()
                .FirstOrDefault(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return $"{PathOf(setting)}: there is no such setting.";
            }
            else if (IsGroup(property.PropertyType))
            {
                foreach (var fault in Of(setting, property.PropertyType))
                {
                    yield return fault;
                }
            }
        }
    }

    private static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);

    private static string PathOf(IConfigurationSection setting) => setting.Path[(ServerOptions.Section.Length + 1)..];
}
