using Microsoft.AspNetCore.Components;
using Rollcall.Core.Integrations;
using Rollcall.Server.Portal.Frame;

namespace Rollcall.Server.Portal.Developer.Testing;

/// <summary>The variable table: declared, used, pre-defined, for every variable.</summary>
public sealed partial class VariableTableCard
{
    private static readonly string[] OfAuthentication = ["api_key", "api_secret", "bearer_token"];

    private int _most = MoreRows.First;

    /// <summary>The table's rows.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<VariableRow> Rows { get; set; }

    /// <summary>Fields without a value for the tests.</summary>
    [Parameter]
    public IReadOnlySet<string> WithoutValue { get; set; } = new HashSet<string>();

    /// <summary>Whether nothing can be changed.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Declares a variable.</summary>
    [Parameter]
    public EventCallback<string> Declare { get; set; }

    /// <summary>Goes to a variable's uses.</summary>
    [Parameter]
    public EventCallback<string> GoTo { get; set; }

    // Declared ones first; pre-defined ones only while they are used.
    private IEnumerable<VariableRow> Shown =>
        Rows.Where(row => row.Used || !row.PreDefined)
            .OrderBy(row =>
                row.PreDefined ? 1
                : row.Declared ? 0
                : 2
            );

    private static bool IsOfAuthentication(VariableRow row) => row.Declared && OfAuthentication.Contains(row.Name);

    private string? Look(VariableRow row) =>
        !row.Declared ? "undeclared"
        : !row.Used || WithoutValue.Contains(row.Name) ? "amber"
        : null;

    private string? Note(VariableRow row) =>
        !row.Declared ? "is used and declared nowhere."
        : !row.Used ? "is declared and never used."
        : WithoutValue.Contains(row.Name) ? "no value"
        : null;
}
