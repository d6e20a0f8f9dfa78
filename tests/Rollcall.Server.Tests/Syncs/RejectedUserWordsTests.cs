using Rollcall.Core.Integrations;
using Rollcall.Core.Storage;
using Rollcall.Server.Syncs;

namespace Rollcall.Server.Tests.Syncs;

public sealed class RejectedUserWordsTests
{
    [Theory]
    [InlineData("""{"key":["a,b \"c\""],"fields":{"user_id":"a,b \"c\""}}""", "a,b \"c\"")]
    [InlineData("""{"key":["7"],"fields":{"user_id":7,"email":"ü@x.example"}}""", "user_id: 7, email: ü@x.example")]
    [InlineData("""{"key":["7"],"fields":{"user_id":"7","email":null}}""", "user_id: 7, email: ")]
    public void A_refused_user_is_shown_by_values_not_as_it_is_stored(string item, string words) =>
        Assert.Equal(
            words,
            RejectedUsers.Words(
                new RejectedItem
                {
                    KeyHash = 1,
                    Operation = Operation.Add,
                    RecordHash = 1,
                    Item = item,
                    Reason = "",
                    Type = "",
                    LastTried = default,
                }
            )
        );
}
