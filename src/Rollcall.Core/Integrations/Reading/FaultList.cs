namespace Rollcall.Core.Integrations.Reading;

/// <summary>Collects what is wrong with a document, in any order, and tells it in the order of the text.</summary>
internal sealed class FaultList
{
    private const int LongestMessage = 600;

    private readonly List<Fault> _faults = [];

    /// <summary>Whether an error (not only warnings) was reported.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>How many errors and warnings.</summary>
    public int Count => _faults.Count;

    /// <summary>Reports an error.</summary>
    public void Add(int offset, string message)
    {
        HasErrors = true;
        _faults.Add(new Fault(offset, Severity.Error, Readable(message)));
    }

    /// <summary>Reports a warning.</summary>
    public void Warn(int offset, string message) => _faults.Add(new Fault(offset, Severity.Warning, Readable(message)));

    /// <summary>Turns offsets into lines and columns in one walk over the text, however many faults there are.</summary>
    public IReadOnlyList<Problem> Locate(SourceText source, string file)
    {
        var problems = new List<Problem>(_faults.Count);
        var place = new Place(source.Text);
        foreach (var fault in _faults.OrderBy(fault => fault.Offset))
        {
            place.MoveTo(fault.Offset);
            var problem = new Problem(file, place.Line, place.Column, fault.Severity, fault.Message);
            if (problems.Count == 0 || problem != problems[^1])
            {
                problems.Add(problem);
            }
        }
        return problems;
    }

    // Messages quote the document, whose names and values can be as long as it is.
    private static string Readable(string message) =>
        message.Length <= LongestMessage
            ? message
            : $"{message[..(LongestMessage / 2)]} … {message[^(LongestMessage / 3)..]}";

    private sealed record Fault(int Offset, Severity Severity, string Message);

    // A line ends at LF, CR LF or a lone CR; a surrogate pair is one character.
    private struct Place(string text)
    {
        private int _at;

        public int Line { get; private set; } = 1;

        public int Column { get; private set; } = 1;

        public void MoveTo(int offset)
        {
            var end = Math.Min(offset, text.Length);
            while (_at < end)
            {
                Step();
            }
        }

        private void Step()
        {
            var c = text[_at++];
            var isBreak = c == '\n' || (c == '\r' && (_at == text.Length || text[_at] != '\n'));
            if (isBreak)
            {
                (Line, Column) = (Line + 1, 1);
            }
            else if (!char.IsHighSurrogate(c) || _at == text.Length || !char.IsLowSurrogate(text[_at]))
            {
                Column++;
            }
        }
    }
}
