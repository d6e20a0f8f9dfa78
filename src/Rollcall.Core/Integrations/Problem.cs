namespace Rollcall.Core.Integrations;

/// <summary>Something wrong in a document, where it stands, and what would be right.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in characters (Unicode scalar values).</param>
/// <param name="Severity">Errors make a document invalid; warnings do not.</param>
/// <param name="Message">A sentence that says what is wrong and what would be right.</param>
public sealed record Problem(string File, int Line, int Column, Severity Severity, string Message)
{
    /// <summary><c>FILE:LINE:COLUMN: message</c>, warnings marked as such.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Severity == Severity.Warning ? "warning: " : "")}{Message}";
}

/// <summary>How much a problem matters.</summary>
public enum Severity
{
    /// <summary>The document cannot be used.</summary>
    Error,

    /// <summary>Probably not what was meant.</summary>
    Warning,
}
