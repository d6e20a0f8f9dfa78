namespace Rollcall.Server.Tests.Syncs;

/// <summary>Keeps a run in the middle: the destination answers its next request only when the test lets it.</summary>
internal sealed class HeldRequest : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a request has come.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets requests pass from now on.</summary>
    public void Release() => _released.TrySetResult();

    public void Dispose() => Release();

    /// <summary>What a request goes through.</summary>
    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
