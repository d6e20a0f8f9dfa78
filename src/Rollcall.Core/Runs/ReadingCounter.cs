using Rollcall.Core.Members;

namespace Rollcall.Core.Runs;

/// <summary>Tells the progress every so many members that several lanes have read together.</summary>
internal sealed class ReadingCounter(IRunProgress progress)
{
    private const int Every = 1 << 16;

    private readonly Lock _one = new();
    private long _read;

    /// <summary>Counts what a lane takes.</summary>
    public IMemberSink Before(IMemberSink lane) => new Lane(lane, this);

    private void Count(long rows)
    {
        lock (_one)
        {
            _read += rows;
            progress.Reading(_read);
        }
    }

    private sealed class Lane(IMemberSink next, ReadingCounter counter) : IMemberSink
    {
        private long _read;

        public void Add(in MemberRow row)
        {
            next.Add(row);
            Count(1);
        }

        public void Add(in MemberRows rows)
        {
            next.Add(rows);
            Count(rows.Count);
        }

        private void Count(int rows)
        {
            _read += rows;
            if (_read >= Every)
            {
                counter.Count(_read);
                _read = 0;
            }
        }
    }
}
