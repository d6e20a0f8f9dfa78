using Rollcall.Server.Organizations;

namespace Rollcall.Server.Tests.Organizations;

/// <summary>What names may hold.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("invoice \u202Egnp.exe")]
    [InlineData("\u2067turned\u2069")]
    [InlineData("two\nlines")]
    public void A_name_with_unseen_characters_that_change_the_text_around_it_is_refused(string name)
    {
        Assert.NotNull(Names.UnseenFault(name));
        Assert.Equal(Names.UnseenFault(name), Names.Fault(name));
    }

    [Theory]
    [InlineData("\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD")]
    [InlineData("\u0645\u0631\u062D\u0628\u0627\u200F 12")]
    [InlineData("<script>alert(1)</script> \"&\" \U0001F600")]
    public void A_name_in_any_script_is_taken(string name) => Assert.Null(Names.Fault(name));
}
