using MudBlazor;

namespace Rollcall.Server.Portal.Frame;

/// <summary>Colours and letters, light and dark. System fonts: nothing is loaded from elsewhere. Text has a contrast of 4.5 at least.</summary>
internal static class RollcallTheme
{
    private static readonly string[] Fonts =
    [
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "Noto Sans",
        "DejaVu Sans",
        "sans-serif",
    ];

    /// <summary>The theme.</summary>
    public static MudTheme Theme { get; } =
        new()
        {
            PaletteLight = new PaletteLight
            {
                Primary = "#1a56c4",
                Background = "#f4f5f7",
                Surface = "#ffffff",
                AppbarBackground = "#ffffff",
                AppbarText = "#1c2330",
                DrawerBackground = "#f4f5f7",
                TextPrimary = "#1c2330",
                TextSecondary = "#4b5565",
                Success = "#18733a",
                Warning = "#8a5300",
                Error = "#b3261e",
                Info = "#1a56c4",
                LinesDefault = "#dde1e8",
            },
            PaletteDark = new PaletteDark
            {
                Primary = "#8ab4ff",
                PrimaryContrastText = "#0d1524",
                Background = "#12161d",
                Surface = "#1a202a",
                AppbarBackground = "#1a202a",
                AppbarText = "#e8ebf0",
                DrawerBackground = "#12161d",
                TextPrimary = "#e8ebf0",
                TextSecondary = "#b0b8c5",
                Success = "#6fd08f",
                Warning = "#f0b45a",
                Error = "#ff8a80",
                ErrorContrastText = "#2a0a08",
                Info = "#8ab4ff",
                LinesDefault = "#2c3441",
            },
            Typography = new Typography
            {
                Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9rem" },
                Button = new ButtonTypography
                {
                    FontFamily = Fonts,
                    TextTransform = "none",
                    FontWeight = "600",
                },
            },
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        };
}
