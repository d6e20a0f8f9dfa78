using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.Developer;

/// <summary>A destination's logo; without one, its initials.</summary>
public sealed partial class LogoMark
{
    /// <summary>The organization that owns it.</summary>
    [Parameter, EditorRequired]
    public required string OrganizationId { get; set; }

    /// <summary>The logo's ID; null for initials.</summary>
    [Parameter]
    public string? LogoId { get; set; }

    /// <summary>The destination's name.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>As small as a row of a table.</summary>
    [Parameter]
    public bool Small { get; set; }

    /// <summary>Up to two initials of a name.</summary>
    public static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Take(2).Select(word => StringInfo.GetNextTextElement(word));
        return string.Concat(letters).ToUpper(CultureInfo.InvariantCulture) is { Length: > 0 } initials
            ? initials
            : "?";
    }
}
