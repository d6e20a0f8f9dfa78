using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations.Form;

namespace Rollcall.Server.Portal.Developer.Editing;

/// <summary>What the fields of the configuration page share: the draft, and the page that checks and saves it.</summary>
public sealed class DraftEditing
{
    private readonly Action _typed;

    /// <summary>Editing of a draft.</summary>
    /// <param name="form">The draft.</param>
    /// <param name="readOnly">Whether nothing may be changed.</param>
    /// <param name="typed">Told of every change.</param>
    public DraftEditing(DraftForm form, bool readOnly, Action typed) =>
        (Form, ReadOnly, _typed) = (form, readOnly, typed);

    /// <summary>The draft was checked: what is wrong may have changed.</summary>
    public event Action? Checked;

    /// <summary>The draft.</summary>
    public DraftForm Form { get; }

    /// <summary>Whether nothing may be changed.</summary>
    public bool ReadOnly { get; }

    /// <summary>Values that variables have in the tests, for completion: by name; secrets are not in it.</summary>
    public IReadOnlyDictionary<string, string> Samples { get; set; } = new Dictionary<string, string>();

    /// <summary>The payload of each endpoint filled with sample values, by endpoint; empty where it cannot be made.</summary>
    public IReadOnlyDictionary<string, string> Filled { get; set; } = new Dictionary<string, string>();

    /// <summary>The draft was changed.</summary>
    public void Typed() => _typed();

    /// <summary>Tells the fields that the draft was checked.</summary>
    public void TellChecked() => Checked?.Invoke();

    /// <summary>The ID of a field's element.</summary>
    public static string IdOf(string path) =>
        string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Prepend('-').Prepend('f'));

    /// <summary>What is wrong with a field.</summary>
    public IEnumerable<DraftProblem> Problems(string path) => Form.At(path);

    /// <summary>Declares a variable that is used: a custom field of its name.</summary>
    public void Declare(string variable)
    {
        var row = CustomFieldForm.New();
        row["variable"] = variable;
        row["displayName"] = char.ToUpperInvariant(variable[0]) + variable[1..].Replace('_', ' ');
        Form.Root.AddRow("customFields", row);
        Typed();
    }
}
