namespace Rollcall.Core.Templates.Filters;

/// <summary>The slug of a value, by the rule for cohort names.</summary>
internal sealed class SlugFilter : Filter
{
    protected override bool TryWrite(ReadOnlySpan<byte> text)
    {
        CohortSlug.Write(text, Scratch);
        return true;
    }
}
