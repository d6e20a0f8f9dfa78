using Rollcall.Core.Members;

namespace Rollcall.Sources.Tests.Duck;

/// <summary>Looks at the machine's temporary folder, so no other test may use it meanwhile.</summary>
[Collection(nameof(AloneWithTheTemporaryFolder))]
public sealed class SpillTests
{
    private static readonly string SpillFolders = $"rollcall-{Environment.ProcessId}-*";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_does_not_fit_into_memory_is_put_on_disk_and_taken_off_again(bool isConfined)
    {
        var before = Directory.GetDirectories(Path.GetTempPath(), SpillFolders);
        const string Sql = "SELECT i::VARCHAR || repeat('x', 40) AS id FROM range(2000000) r(i) ORDER BY hash(i)";
        var counted = new Counting();
        var query = isConfined
            ? CohortSource.FromConfinedQuery(Sql, [], 64L << 20)
            : CohortSource.FromQuery(Sql, 64L << 20);
        query.Read(["id"], [counted], TestContext.Current.CancellationToken).Dispose();
        Assert.Equal(2_000_000, counted.Count);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), SpillFolders).Except(before));
    }

    private sealed class Counting : IMemberSink
    {
        public int Count { get; private set; }

        public void Add(in MemberRow row) => Count++;
    }
}

/// <summary>Tests that run when no others of the project do.</summary>
[CollectionDefinition(nameof(AloneWithTheTemporaryFolder), DisableParallelization = true)]
public sealed class AloneWithTheTemporaryFolder;
