namespace Rollcall.Bench.Data;

/// <summary>
/// Two versions of a cohort as CSV files of <c>user_id,email,plan</c>. Of the first one in a hundred has left in the
/// second, and as many have entered; each file has an order of its own. The same options give the same bytes always.
/// </summary>
/// <param name="First">The first version's file.</param>
/// <param name="Shuffled">The first version's rows in another order.</param>
/// <param name="Second">The second version's file.</param>
/// <param name="Members">Members of each.</param>
/// <param name="Changed">Members that are in one of them only, both ways together.</param>
internal sealed record CohortFiles(string First, string Shuffled, string Second, int Members, int Changed)
{
    private const int OneIn = 100;

    // Primes, so that they have no divisor in common with a number of members and a step reaches each member once.
    private const long FirstStep = 2_147_483_629;
    private const long SecondStep = 2_147_483_587;

    /// <summary>Of the cache, generated where they are not there.</summary>
    public static CohortFiles Of(BenchOptions options) => Of(options, options.Members);

    /// <summary>Of the cache, of another size than the options say.</summary>
    public static CohortFiles Of(BenchOptions options, int members)
    {
        Directory.CreateDirectory(options.Cache);
        var left = members / OneIn;
        var name = $"{options.Keys}{(options.Quoted ? "-quoted" : "")}-{members}".ToLowerInvariant();
        var first = Path.Combine(options.Cache, $"{name}-v1.csv");
        var shuffled = Path.Combine(options.Cache, $"{name}-v1-shuffled.csv");
        var second = Path.Combine(options.Cache, $"{name}-v2.csv");
        Make(first, new MemberRows(options.Keys, options.Quoted, 0, members, FirstStep));
        Make(shuffled, new MemberRows(options.Keys, options.Quoted, 0, members, SecondStep));
        Make(second, new MemberRows(options.Keys, options.Quoted, left, members, SecondStep));
        return new CohortFiles(first, shuffled, second, members, 2 * left);
    }

    // Under another name until it is whole, so that a stopped program leaves no half of a file.
    private static void Make(string file, MemberRows rows)
    {
        if (File.Exists(file))
        {
            return;
        }
        Console.Error.WriteLine($"Generating {Path.GetFileName(file)} ...");
        using (var stream = File.Create(file + ".part", 1 << 20))
        {
            rows.WriteTo(stream);
        }
        File.Move(file + ".part", file);
    }
}
