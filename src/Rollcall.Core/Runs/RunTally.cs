using Rollcall.Core.Delivery;
using Rollcall.Core.Storage;

namespace Rollcall.Core.Runs;

/// <summary>Counts what happens in a run, on top of what the processes before this one counted.</summary>
internal sealed class RunTally
{
    /// <summary>Different errors kept; further ones are counted under the last.</summary>
    private const int MostErrors = 50;

    private readonly Dictionary<(string, int?, string, string), int> _index = [];
    private readonly List<RunError> _errors = [];
    private readonly List<string> _notes = [];
    private readonly IRunProgress _progress;
    private bool _trafficChanged = true;

    /// <summary>A tally that goes on from a report.</summary>
    public RunTally(RunReport soFar, IRunProgress progress)
    {
        (_progress, Requests, BytesSent) = (progress, soFar.Requests, soFar.BytesSent);
        _notes.AddRange(soFar.Notes);
        foreach (var error in soFar.Errors)
        {
            Error(error);
        }
    }

    public RequestCounts Requests { get; private set; }

    public long BytesSent { get; private set; }

    /// <summary>Items acknowledged.</summary>
    public OperationCounts Delivered { get; private set; } = new();

    public IReadOnlyList<RunError> Errors => [.. _errors];

    public IReadOnlyList<string> Notes => [.. _notes];

    /// <summary>An attempt came to its end.</summary>
    public void Attempt(Answer answer, bool succeeded, bool isRetry)
    {
        Requests = new RequestCounts(
            Requests.Sent + (answer.Sent ? 1 : 0),
            Requests.Succeeded + (succeeded ? 1 : 0),
            Requests.Failed + (succeeded ? 0 : 1),
            Requests.Retried + (isRetry ? 1 : 0)
        );
        BytesSent += answer.BytesSent;
        _trafficChanged = true;
    }

    /// <summary>Says in a step which requests were made since the last one.</summary>
    public void WriteTo(LedgerStep step)
    {
        if (_trafficChanged)
        {
            step.Traffic = new RunTraffic(Requests, BytesSent);
            _trafficChanged = false;
        }
    }

    /// <summary>Items were acknowledged.</summary>
    public void Deliver(OperationCounts counts) =>
        Delivered = new OperationCounts(
            Delivered.Add + counts.Add,
            Delivered.Remove + counts.Remove,
            Delivered.Change + counts.Change
        );

    /// <summary>Something failed for good; equal errors are counted together.</summary>
    /// <param name="error">What.</param>
    /// <param name="items">Items that were not delivered for it.</param>
    /// <param name="count">How often.</param>
    public void Error(DeliveryError error, long items, long count = 1) =>
        Error(
            new RunError(error.Endpoint, error.Status, error.Type, error.Message, count, error.Response)
            {
                Items = items,
            }
        );

    /// <summary>Something failed for good; equal errors are counted together.</summary>
    public void Error(RunError error)
    {
        var key = (error.Endpoint, error.Status, error.Type, error.Message);
        if (!_index.TryGetValue(key, out var index))
        {
            index = _errors.Count < MostErrors ? _errors.Count : MostErrors - 1;
            _index[key] = index;
        }
        if (index == _errors.Count)
        {
            _errors.Add(error);
        }
        else
        {
            var known = _errors[index];
            _errors[index] = known with { Count = known.Count + error.Count, Items = known.Items + error.Items };
        }
    }

    /// <summary>A sentence for people, kept with the run and told at once.</summary>
    public void Note(string sentence)
    {
        if (!_notes.Contains(sentence))
        {
            _notes.Add(sentence);
        }
        _progress.Note(sentence);
    }
}
