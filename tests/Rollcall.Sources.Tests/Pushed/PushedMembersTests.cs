using System.Text;
using CsCheck;
using Rollcall.Sources.Pushed;

namespace Rollcall.Sources.Tests.Pushed;

/// <summary>Members that are pushed through the API.</summary>
public sealed class PushedMembersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "members.db");

    private PushedMembers Members => new(File, "id");

    [Theory]
    [InlineData("{\"id\": \"a\", \"plan\": 1}\n{\"id\": \"b\"}\n")]
    [InlineData("{\"id\": \"a\", \"plan\": 1} {\"id\": \"b\"}")]
    [InlineData("[{\"id\": \"a\", \"plan\": 1}, {\"id\": \"b\"}]")]
    [InlineData("\uFEFF  [\n{\"plan\": 1, \"id\": \"a\"},\r\n{\"id\": \"b\"}]\n")]
    public async Task A_body_is_json_lines_or_an_array(string body)
    {
        Assert.Equal(new PushCounts(2, 2, 2), await Members.ReplaceAsync(Body(body), Cancel));
        Assert.Equal(["a", "b"], Read());
    }

    [Theory]
    [InlineData("{\"id\": \"c\"}\n{\"id\": ", "Member 2")]
    [InlineData("[{\"id\": \"c\"}", "Member 2")]
    [InlineData("{\"id\": \"c\"}\n[]\n", "Member 2")]
    [InlineData("{\"id\": \"c\"}\n\"d\"", "Member 2")]
    [InlineData("{\"id\": \"c\"}\n{\"name\": \"d\"}", "no \"id\"")]
    [InlineData("{\"id\": \"\"}", "must be a text")]
    [InlineData("{\"id\": null}", "must be a text")]
    [InlineData("{\"id\": {}}", "must be a text")]
    [InlineData("user_id,plan\na,b\n", "Member 1 is no JSON")]
    public async Task A_body_with_a_fault_changes_nothing_and_the_fault_is_told(string body, string told)
    {
        await Members.ReplaceAsync(Body("{\"id\": \"a\"}"), Cancel);

        var wrong = await Assert.ThrowsAsync<PushException>(() => Members.AddAsync(Body(body), Cancel));

        Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], Read());
    }

    [Fact]
    public async Task A_replacement_with_a_fault_leaves_no_file()
    {
        await Assert.ThrowsAsync<PushException>(() => Members.ReplaceAsync(Body("{"), Cancel));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Members_are_replaced_by_their_key_and_removed_by_it()
    {
        await Members.ReplaceAsync(Body("[{\"id\": 1, \"n\": 1}, {\"id\": \"b\"}, {\"id\": \"c\"}]"), Cancel);

        Assert.Equal(
            new PushCounts(2, 1, 4),
            await Members.AddAsync(Body("[{\"id\": \"1\", \"n\": 2}, {\"id\": \"d\"}]"), Cancel)
        );
        Assert.Equal(
            new PushCounts(3, 2, 2),
            await Members.RemoveAsync(Body("[\"b\", {\"id\": \"c\"}, \"nobody\"]"), Cancel)
        );

        Assert.Equal(["1", "d"], Read());
        Assert.Equal("""{"id": "1", "n": 2}""", Members.Find("1"));
        Assert.Null(Members.Find("b"));
    }

    [Fact]
    public async Task Who_reads_sees_the_members_of_one_moment()
    {
        await Members.ReplaceAsync(Body("[{\"id\": \"a\"}, {\"id\": \"b\"}]"), Cancel);
        var rows = new TextRows();

        // The first row is read, then the others change.
        var sink = new Meanwhile(rows, () => Members.RemoveAsync(Body("[\"b\"]"), Cancel).GetAwaiter().GetResult());
        CohortSource.FromPushed(File).Read(["id"], [sink], Cancel).Dispose();

        Assert.Equal(["a", "b"], rows.First);
        Assert.Equal(["a"], Read());
    }

    [Fact]
    public async Task A_member_larger_than_a_mebibyte_is_refused()
    {
        var large = $"{{\"id\": \"a\", \"filler\": \"{new string('x', 2 << 20)}\"}}";
        var wrong = await Assert.ThrowsAsync<PushException>(() => Members.ReplaceAsync(Body(large), Cancel));
        Assert.Contains("larger than 1 MiB", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wherever_the_network_cuts_a_body_it_means_the_same()
    {
        await Gen.Int[1, 40]
            .SampleAsync(
                async size =>
                {
                    var file = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.db");
                    var body = new Pieces(
                        Encoding.UTF8.GetBytes("[{\"id\": \"é\", \"x\": [1, {}]},{\"id\":\"b\\u00e9\"}]"),
                        size
                    );
                    Assert.Equal(
                        2,
                        (await new PushedMembers(file, "id").ReplaceAsync(body, CancellationToken.None)).Members
                    );
                },
                iter: 20
            );
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MemoryStream Body(string text) => new(Encoding.UTF8.GetBytes(text));

    private List<string> Read()
    {
        var rows = new TextRows();
        CohortSource.FromPushed(File).Read(["id"], [rows], Cancel).Dispose();
        return rows.First;
    }

    private sealed class Meanwhile(TextRows rows, Action act) : Core.Members.IMemberSink
    {
        public void Add(in Core.Members.MemberRow row)
        {
            rows.Add(row);
            if (rows.First.Count == 1)
            {
                act();
            }
        }
    }
}
