using Rollcall.Server.Cohorts;
using Rollcall.Storage.Cohorts;
using static Rollcall.Server.Tests.Syncs.SyncsWorld;

namespace Rollcall.Server.Tests.Cohorts;

/// <summary>Counts what the whole process allocates, so nothing else may run meanwhile.</summary>
[Collection(nameof(AloneWithTheMemory))]
public sealed class LargeUploadTests
{
    [Fact]
    public async Task Two_gigabytes_go_to_the_disk_without_going_through_memory()
    {
        await using var world = await StartAsync();
        var cohort = await world
            .Get<ProjectCohorts>()
            .CreateAsync(world.Asker, new NewCohort("Large", CohortSourceKind.File));
        const long Size = (2L << 30) + 4096;
        var before = GC.GetTotalAllocatedBytes();

        var upload = await world
            .Get<Uploads>()
            .ReceiveForAsync(
                world.Asker,
                cohort.Id,
                "large.csv",
                new MadeUpCsv(Size),
                TestContext.Current.CancellationToken
            );

        Assert.Equal(Size, upload.Bytes);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }
}

/// <summary>Tests that run when no others of the project do.</summary>
[CollectionDefinition(nameof(AloneWithTheMemory), DisableParallelization = true)]
public sealed class AloneWithTheMemory;
