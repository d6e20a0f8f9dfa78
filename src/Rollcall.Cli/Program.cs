using Rollcall.Cli;

using var interruption = Interruption.Watch();
using var surroundings = Surroundings.OfProcess(interruption.Token);
return await CommandLine.RunAsync(args, surroundings);
