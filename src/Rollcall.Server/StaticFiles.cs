using System.Reflection;

namespace Rollcall.Server;

/// <summary>Scripts and styles, which lie beside the program, listed in a manifest that the build writes for it.</summary>
internal static class StaticFiles
{
    private const string Library = "Rollcall.Server";

    /// <summary>The name of the assembly whose manifest lists them: the program's, or this library's where the program has none, as in tests.</summary>
    public static string ManifestName =>
        Assembly.GetEntryAssembly()?.GetName().Name is { } program && HasManifest(program) ? program : Library;

    private static bool HasManifest(string name) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name}.staticwebassets.endpoints.json"));
}
