using CsCheck;
using Rollcall.Sandbox.Users;

namespace Rollcall.Sandbox.Tests.Users;

public sealed class UserTableTests
{
    [Fact]
    public void Users_keep_their_numbers_and_their_text() =>
        Gen
            .String.List[0, 600]
            .Sample(names =>
            {
                var table = new UserTable();
                var numbers = names.Select(table.Number).ToList();
                var model = new Dictionary<string, int>();
                for (var index = 0; index < names.Count; index++)
                {
                    // A lone surrogate has no UTF-8; it reads back as the replacement character.
                    var text = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(names[index]));
                    Assert.Equal(model.TryAdd(text, model.Count) ? model.Count - 1 : model[text], numbers[index]);
                    Assert.Equal(text, table.TextOf(numbers[index]));
                    Assert.True(table.TryFind(names[index], out var found));
                    Assert.Equal(numbers[index], found);
                }
                Assert.Equal(model.Count, table.Count);
            });

    [Fact]
    public void A_set_of_users_is_a_set() =>
        Gen.Select(Gen.Int[0, 300], Gen.Bool)
            .List[0, 200]
            .Sample(steps =>
            {
                var set = new UserSet();
                var model = new SortedSet<int>();
                foreach (var (user, enters) in steps)
                {
                    Assert.Equal(
                        enters ? model.Add(user) : model.Remove(user),
                        enters ? set.Add(user) : set.Remove(user)
                    );
                }
                Assert.Equal(model, set);
                Assert.Equal(model.Count, set.Count);
            });
}
