namespace Rollcall.Bench;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The command that runs what was built from it.</summary>
    public static string Rollcall => Path.Combine(Root, "rollcall");

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Rollcall.slnx")))
            {
                return at.FullName;
            }
        }
        throw new InvalidOperationException($"{folder} is in no checkout of Rollcall.");
    }
}
