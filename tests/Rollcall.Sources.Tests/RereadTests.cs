using Rollcall.Core.Members;
using Rollcall.Sources.Files;

namespace Rollcall.Sources.Tests;

public sealed class RereadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Members_of_several_files_are_read_again_from_their_places()
    {
        var source = CohortSource.FromFiles([
            _folder.Write("a.csv", "id,name\n1,\"a\nb\"\n2,\"say \"\"hi\"\"\"\r\n3,last"),
            _folder.Write("b.tsv", "name\tid\n\n\t4\nx\t5\n"),
        ]);
        var rows = new Rows(2);
        using var places = source.Read(["name", "id"], [rows], TestContext.Current.CancellationToken);
        Assert.All(rows.Places, place => Assert.True(place.CanReread));
        Assert.Equal(rows.Places.Order(), rows.Places);
        Assert.Equal(
            rows.Sources.Zip(rows.Lines),
            rows.Places.Select(places.Locate).Select(at => (at.Source, at.Line))
        );

        using var rereader = places.OpenRereader();
        var again = new Rows(2);
        rereader.Read(rows.Places.ToArray(), again);
        Assert.Equal(rows.Shown, again.Shown);
        Assert.Equal(rows.Places, again.Places);
    }

    [Fact]
    public void What_cannot_be_read_again_says_so_and_still_knows_its_lines()
    {
        var source = CohortSource.FromFiles(["-"], () => new MemoryStream("id\n1\n\n2\n"u8.ToArray()));
        var rows = new Rows(1);
        using var places = source.Read(["id"], [rows], TestContext.Current.CancellationToken);
        Assert.All(rows.Places, place => Assert.False(place.CanReread));
        Assert.Equal([2L, 4L], rows.Places.Select(place => places.Locate(place).Line));
    }

    [Fact]
    public void A_file_that_changed_since_it_was_read_is_not_read_again()
    {
        var path = _folder.Write("a.csv", "id\n1\n2\n");
        var rows = new Rows(1);
        using var places = CohortSource.FromFiles([path]).Read(["id"], [rows], TestContext.Current.CancellationToken);
        File.AppendAllText(path, "3\n");
        var error = Assert.Throws<SourceException>(() =>
        {
            using var rereader = places.OpenRereader();
            rereader.Read(rows.Places.ToArray(), new Rows(1));
        });
        Assert.Contains("changed while it was read", error.Message);
    }

    [Fact]
    public void A_file_may_be_replaced_by_another_once_it_was_read()
    {
        var path = _folder.Write("a.csv", "id\n1\n2\n");
        var rows = new Rows(1);
        using var places = CohortSource.FromFiles([path]).Read(["id"], [rows], TestContext.Current.CancellationToken);
        File.Move(_folder.Write("next.csv", "id\n9\n"), path, overwrite: true);
        Assert.Equal(["1", "2"], Again(places, rows.Places).Shown);
    }

    [Fact]
    public void Of_many_files_those_that_are_not_kept_open_are_read_again_too()
    {
        var paths = Enumerable.Range(0, KeptFile.MostOpen + 2).Select(id => _folder.Write($"{id}.csv", $"id\n{id}\n"));
        string[] files = [.. paths];
        var rows = new Rows(1);
        using var places = CohortSource.FromFiles(files).Read(["id"], [rows], TestContext.Current.CancellationToken);
        Assert.Equal(rows.Shown, Again(places, rows.Places).Shown);
        Assert.Equal(new MemberLine(files[^1], 2), places.Locate(rows.Places[^1]));

        File.WriteAllText(files[^1], "id\n10000\n");
        var error = Assert.Throws<SourceException>(() => Again(places, rows.Places));
        Assert.Contains("changed while it was read", error.Message);
    }

    private static Rows Again(IMemberPlaces places, List<MemberPlace> of)
    {
        using var rereader = places.OpenRereader();
        var rows = new Rows(1);
        rereader.Read(of.ToArray(), rows);
        return rows;
    }
}
