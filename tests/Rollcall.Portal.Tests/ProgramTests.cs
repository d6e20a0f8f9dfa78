using Rollcall.Server.Configuration;

namespace Rollcall.Portal.Tests;

public sealed class ProgramTests
{
    [Fact]
    public void The_portal_listens_on_this_machine_only_unless_told_otherwise()
    {
        Assert.True(new Uri(new ServerOptions().Url).IsLoopback);
    }
}
