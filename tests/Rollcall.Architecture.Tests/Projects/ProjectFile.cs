using System.Xml.Linq;
using Rollcall.Architecture.Tests.Repository;

namespace Rollcall.Architecture.Tests.Projects;

/// <summary>A project of the repository, as its file describes it.</summary>
internal sealed record ProjectFile(string Path, XDocument Xml)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
    [.. Checkout.Files(".csproj").Select(path => new ProjectFile(path, XDocument.Parse(Checkout.Read(path))))];

    public static IEnumerable<ProjectFile> Shipped =>
        All.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal));

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string RootNamespace => Xml.Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    public IEnumerable<string> Projects =>
        Included("ProjectReference")
            .Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public IEnumerable<string> Packages => Included("PackageReference");

    public IEnumerable<string> Frameworks => Included("FrameworkReference");

    private IEnumerable<string> Included(string element) =>
        Xml.Descendants(element).Select(reference => reference.Attribute("Include")?.Value).OfType<string>();
}
