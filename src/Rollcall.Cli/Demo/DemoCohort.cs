using System.Text;

namespace Rollcall.Cli.Demo;

/// <summary>The sample cohort: users with names in many scripts.</summary>
internal static class DemoCohort
{
    /// <summary>Users on the first day.</summary>
    public const int Users = 25_000;

    /// <summary>Users that leave until the second day.</summary>
    public const int Leavers = 310;

    /// <summary>Users that enter until the second day.</summary>
    public const int Entrants = 460;

    private static readonly string[] Names =
    [
        "Zoë O'Brien",
        "Łukasz Żak",
        "Þórunn Ægisdóttir",
        "Đặng Thị Hạnh",
        "Αθηνά Παππά",
        "Олена Шевченко",
        "ნინო ბერიძე",
        "Արամ Պետրոսյան",
        "שרה לוי",
        "ليلى حسن",
        "فرهاد مرادی",
        "अदिति शर्मा",
        "তানিয়া আক্তার",
        "தமிழ்ச்செல்வி",
        "สมชาย ใจดี",
        "김민서",
        "山田 花子",
        "王小明",
        "ሰላም ተስፋዬ",
        "Nguyễn \"Bé\" An",
    ];

    /// <summary>Writes the users of a day.</summary>
    /// <param name="file">The CSV file.</param>
    /// <param name="first">The first user's number.</param>
    /// <param name="count">How many users.</param>
    public static void Write(string file, int first, int count)
    {
        using var csv = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        csv.NewLine = "\n";
        csv.WriteLine("user_id,name");
        for (var number = first; number < first + count; number++)
        {
            var name = Names[number % Names.Length];
            csv.WriteLine($"{UserId(number)},\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
    }

    /// <summary>A user's ID: part of the name, so that it too has letters of many scripts.</summary>
    public static string UserId(int number) =>
        $"{Names[number % Names.Length].Split(' ')[0]}-{number:00000}".Replace("'", "", StringComparison.Ordinal);
}
