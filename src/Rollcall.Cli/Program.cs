using Rollcall.Cli;

if (args is ["serve" or "demo", ..])
{
    // A server waits most of its time. Threads that look around before they sleep would be half of what that costs.
    AppContext.SetData("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", 0);
}
using var interruption = Interruption.Watch();
using var surroundings = Surroundings.OfProcess(interruption.Token);
return await CommandLine.RunAsync(args, surroundings);
