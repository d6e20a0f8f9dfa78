using Rollcall.Bench;
using Rollcall.Bench.References;

return args is ["child", .. var child] ? await Children.RunAsync(child) : await BenchCommand.RunAsync(args);
