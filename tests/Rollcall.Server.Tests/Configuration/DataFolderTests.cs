using System.Runtime.Versioning;
using Rollcall.Core.Runs;
using Rollcall.Server.Configuration;

namespace Rollcall.Server.Tests.Configuration;

[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybodys =
        OwnersAlone
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    private readonly string _parent = Directory.CreateTempSubdirectory("rollcall-data-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_others_can_read_is_closed_to_them(bool isInUse)
    {
        var folder = Open(isInUse ? "rollcall.db" : null);
        folder.Create();
        Assert.Equal(OwnersAlone, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_open_and_refused()
    {
        var folder = Open("holiday.jpg");
        Assert.Contains("holds something else", Assert.Throws<UsageException>(folder.Create).Message);
        Assert.Equal(Everybodys, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void A_new_folder_is_its_owners_alone()
    {
        var folder = new DataFolder(Path.Combine(_parent, "new"));
        folder.Create();
        Assert.Equal(OwnersAlone, File.GetUnixFileMode(folder.Path));
    }

    private DataFolder Open(string? file)
    {
        var folder = new DataFolder(Path.Combine(_parent, "open"));
        Directory.CreateDirectory(folder.Path);
        if (file is not null)
        {
            File.WriteAllText(Path.Combine(folder.Path, file), "");
        }
        File.SetUnixFileMode(folder.Path, Everybodys);
        return folder;
    }
}
