using MudBlazor;
using Rollcall.Core.Runs;

namespace Rollcall.Server.Portal.Frame;

/// <summary>How a status looks.</summary>
/// <param name="Word">The word.</param>
/// <param name="Icon">The icon's drawing.</param>
/// <param name="Css">The colour's class: grey, blue, amber, green, red.</param>
/// <param name="Turns">Whether the icon turns, where motion is wanted.</param>
public sealed record StatusKind(string Word, string Icon, string Css, bool Turns = false)
{
    /// <summary>Waits for its turn.</summary>
    public static StatusKind Queued { get; } = new("Queued", Icons.Material.Outlined.Schedule, "grey");

    /// <summary>Goes on.</summary>
    public static StatusKind Running { get; } = new("Running", Icons.Material.Outlined.Autorenew, "blue", Turns: true);

    /// <summary>Waits for a person.</summary>
    public static StatusKind Held { get; } = new("Held", Icons.Material.Outlined.PanTool, "amber");

    /// <summary>All delivered.</summary>
    public static StatusKind Succeeded { get; } = new("Succeeded", Icons.Material.Outlined.CheckCircle, "green");

    /// <summary>Part delivered.</summary>
    public static StatusKind Partially { get; } =
        new("Partially succeeded", Icons.Material.Outlined.WarningAmber, "amber");

    /// <summary>Nothing delivered, or stopped.</summary>
    public static StatusKind Failed { get; } = new("Failed", Icons.Material.Outlined.Cancel, "red");

    /// <summary>Stopped by a person.</summary>
    public static StatusKind Canceled { get; } = new("Canceled", Icons.Material.Outlined.Block, "grey");

    /// <summary>A newer reading took its place.</summary>
    public static StatusKind Superseded { get; } = new("Superseded", Icons.Material.Outlined.Layers, "grey");

    /// <summary>A dry run's plan.</summary>
    public static StatusKind Planned { get; } = new("Planned", Icons.Material.Outlined.Rule, "grey");

    /// <summary>The look of a run's status.</summary>
    public static StatusKind Of(RunStatus status) =>
        status switch
        {
            RunStatus.Running => Running,
            RunStatus.Planned => Planned,
            RunStatus.Held => Held,
            RunStatus.Superseded => Superseded,
            RunStatus.Succeeded => Succeeded,
            RunStatus.PartiallySucceeded => Partially,
            RunStatus.Failed => Failed,
            _ => Canceled,
        };
}
