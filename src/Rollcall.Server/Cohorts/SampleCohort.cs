using System.Globalization;
using System.Text;
using Rollcall.Server.Access;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Cohorts;

/// <summary>A cohort to try things on: made-up users, with names in many scripts and addresses at a domain that is reserved for examples.</summary>
public sealed class SampleCohort(ProjectCohorts cohorts, Uploads uploads)
{
    /// <summary>Users of the sample.</summary>
    public const int Users = 10_000;

    private static readonly string[] Names =
    [
        "Zoë O'Brien",
        "Łukasz Żak",
        "Þórunn Ægisdóttir",
        "Đặng Thị Hạnh",
        "Αθηνά Παππά",
        "Олена Шевченко",
        "ნინო ბერიძე",
        "שרה לוי",
        "ليلى حسن",
        "अदिति शर्मा",
        "สมชาย ใจดี",
        "김민서",
        "山田 花子",
        "王小明",
    ];

    private static readonly string[] Plans = ["free", "team", "business"];

    /// <summary>Makes it; where its name is taken, under another one.</summary>
    /// <exception cref="Refusal">The role does not allow it.</exception>
    public async Task<Cohort> MakeAsync(Asker asker, CancellationToken cancellation = default)
    {
        var taken = (await cohorts.ListAsync(asker, cancellation).ConfigureAwait(false)).Select(cohort => cohort.Name);
        var name = Enumerable
            .Range(1, int.MaxValue)
            .Select(number => number == 1 ? "Sample users" : $"Sample users {number}")
            .First(name => !taken.Contains(name, StringComparer.OrdinalIgnoreCase));
        var cohort = await cohorts
            .CreateAsync(asker, new NewCohort(name, CohortSourceKind.File), cancellation)
            .ConfigureAwait(false);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(Csv(0, Users)));
        await uploads.ReceiveForAsync(asker, cohort.Id, "sample-users.csv", csv, cancellation).ConfigureAwait(false);
        return cohort;
    }

    /// <summary>Rows of sample users.</summary>
    /// <param name="first">The first one's number.</param>
    /// <param name="count">How many.</param>
    public static string Csv(int first, int count)
    {
        var csv = new StringBuilder("user_id,email,name,plan\n");
        for (var number = first; number < first + count; number++)
        {
            var name = Names[number % Names.Length];
            csv.Append(
                CultureInfo.InvariantCulture,
                $"user-{number:00000},user-{number:00000}@example.com,{name},{Plans[number % Plans.Length]}\n"
            );
        }
        return csv.ToString();
    }
}
