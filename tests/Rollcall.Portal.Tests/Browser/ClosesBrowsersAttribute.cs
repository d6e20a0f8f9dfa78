using System.Reflection;
using Rollcall.Portal.Tests.Browser;
using Xunit.v3;

[assembly: ClosesBrowsers]

namespace Rollcall.Portal.Tests.Browser;

/// <summary>Closes the browsers of each test when it ends.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesBrowsersAttribute : BeforeAfterTestAttribute
{
    // Beside the next test: nothing hangs on when it is done.
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => _ = Chromium.CloseAsync(test.UniqueID);
}
