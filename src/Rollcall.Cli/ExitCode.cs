namespace Rollcall.Cli;

/// <summary>How a command ended, for the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work failed, or only part of it succeeded.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or an invalid definition; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>Held: a person has to confirm.</summary>
    public const int Held = 3;

    /// <summary>Stopped by Ctrl-C; acknowledged work is kept.</summary>
    public const int Interrupted = 130;
}
