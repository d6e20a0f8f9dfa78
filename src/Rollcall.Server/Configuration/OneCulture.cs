using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Rollcall.Server.Configuration;

/// <summary>Numbers and dates look the same for everybody, as the English words around them do, whatever the machine's or the browser's language.</summary>
internal static class OneCulture
{
    /// <summary>Answers each request, and each page's circuit, in it.</summary>
    public static void UseOneCulture(this WebApplication application) =>
        application.UseRequestLocalization(localization =>
        {
            localization.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture);
            localization.SupportedCultures = localization.SupportedUICultures = [CultureInfo.InvariantCulture];
            localization.RequestCultureProviders = [];
        });
}
