using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Rollcall.Core.Diffing;

/// <summary>
/// Goes through the parts of a diff on several threads, and hands on what they find in the order of the parts, as one
/// thread would: how many there are is not to be seen in a plan. Memory is bounded: no thread is more than some parts, and
/// no part more than some pieces, ahead of what is handed on.
/// </summary>
internal sealed class DiffPipeline : IDisposable
{
    private const int PiecesAhead = 4;
    private const int PartsAhead = 2;
    private const int KeptBytes = 1 << 20;

    private readonly Func<DiffPass> _openPass;
    private readonly BlockingCollection<PlanSteps>[] _pieces;
    private readonly SemaphoreSlim _ahead;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentBag<PlanSteps> _used = [];
    private readonly int _workers;
    private int _next;
    private ExceptionDispatchInfo? _failure;

    private DiffPipeline(int parts, int workers, Func<DiffPass> openPass, CancellationToken cancellation)
    {
        (_openPass, _workers, _cancellation) = (openPass, workers, cancellation);
        _pieces = [.. Enumerable.Range(0, parts).Select(_ => new BlockingCollection<PlanSteps>(PiecesAhead))];
        _ahead = new SemaphoreSlim(workers + PartsAhead);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>Goes through all parts.</summary>
    /// <param name="parts">How many there are.</param>
    /// <param name="workers">Threads; with one, or for one part, the calling thread does it all.</param>
    /// <param name="openPass">Opens what one thread works with.</param>
    /// <param name="take">Takes what was found, in order, on the calling thread; not to be kept.</param>
    /// <param name="cancellation">Stops.</param>
    public static void Run(
        int parts,
        int workers,
        Func<DiffPass> openPass,
        Action<PlanSteps> take,
        CancellationToken cancellation
    )
    {
        if (parts == 1 || workers == 1)
        {
            RunHere(parts, openPass, take, cancellation);
            return;
        }
        using var pipeline = new DiffPipeline(parts, Math.Min(workers, parts), openPass, cancellation);
        pipeline.Run(take);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ahead.Dispose();
        _stop.Dispose();
        Array.ForEach(_pieces, pieces => pieces.Dispose());
    }

    private static void RunHere(
        int parts,
        Func<DiffPass> openPass,
        Action<PlanSteps> take,
        CancellationToken cancellation
    )
    {
        using var pass = openPass();
        var piece = new PlanSteps();
        for (var part = 0; part < parts; part++)
        {
            pass.Run(part, () => piece, TakeAndClear, cancellation);
        }

        void TakeAndClear(PlanSteps full)
        {
            take(full);
            full.Clear();
        }
    }

    private void Run(Action<PlanSteps> take)
    {
        var threads = Enumerable.Range(0, _workers).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        try
        {
            foreach (var pieces in _pieces)
            {
                foreach (var piece in pieces.GetConsumingEnumerable(_stop.Token))
                {
                    take(piece);
                    Recycle(piece);
                }
                _ahead.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What stopped it is told below.
        }
        finally
        {
            _stop.Cancel();
            threads.ForEach(thread => thread.Join());
        }
        _failure?.Throw();
        _cancellation.ThrowIfCancellationRequested();
    }

    private void Work()
    {
        try
        {
            using var pass = _openPass();
            while (NextPart() is { } part)
            {
                pass.Run(part, NewPiece, piece => _pieces[part].Add(piece, _stop.Token), _stop.Token);
                _pieces[part].CompleteAdding();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Another thread says why.
        }
        // Whatever went wrong is thrown again on the thread that waits for it.
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            _stop.Cancel();
        }
    }

    private int? NextPart()
    {
        _ahead.Wait(_stop.Token);
        var part = Interlocked.Increment(ref _next) - 1;
        return part < _pieces.Length ? part : null;
    }

    private PlanSteps NewPiece() => _used.TryTake(out var piece) ? piece : new PlanSteps();

    private void Recycle(PlanSteps piece)
    {
        // One that has held a long record goes.
        if (piece.HeldBytes <= KeptBytes)
        {
            piece.Clear();
            _used.Add(piece);
        }
    }
}
