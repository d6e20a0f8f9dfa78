using System.Text;
using Rollcall.Core.Integrations;

namespace Rollcall.Core.Tests.Integrations;

/// <summary>The documents that tests read.</summary>
internal static class Documents
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Integrations", "Documents");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order()!;

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static IntegrationDocument Read(string name) => Parse(Text(name), name);

    public static IntegrationDocument Parse(string text, string name = "x.yaml") =>
        IntegrationDocument.Read(Encoding.UTF8.GetBytes(text), name);
}
