using Microsoft.AspNetCore.Components;

namespace Rollcall.Server.Portal.SignIn;

/// <summary>A page that is one request and one answer: it may set cookies.</summary>
public abstract class PlainPage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Leads on.</summary>
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Why it was not done; empty: nothing was tried, or it was done.</summary>
    protected string Problem { get; private set; } = "";

    /// <summary>The fields that are wrong.</summary>
    protected IReadOnlyList<FieldFault> Faults { get; private set; } = [];

    /// <summary>Says why it was not done.</summary>
    protected void Refuse(string sentence) => Problem = sentence;

    /// <summary>Does something, and keeps the sentence where it is refused.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Refusal refusal)
        {
            Faults = refusal.Fields;
            Problem = refusal.Fields.Count > 0 ? "" : refusal.Message;
            return false;
        }
    }
}
