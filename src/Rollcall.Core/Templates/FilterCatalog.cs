using Rollcall.Core.Integrations;
using Rollcall.Core.Templates.Filters;
using Rollcall.Core.Templates.Parsing;

namespace Rollcall.Core.Templates;

/// <summary>The filters that templates and <c>normalize</c> may use.</summary>
public static class FilterCatalog
{
    // A longer name is no slip of the pen, and comparing it would take long.
    private const int LongestGuess = 40;

    private static readonly IReadOnlyList<FilterEntry> Entries =
    [
        Changing("trim", "Without white space at both ends.", _ => new TrimFilter()),
        Changing("lower", "In lower case, all of Unicode, whatever the language.", _ => new CaseFilter(upper: false)),
        Changing("upper", "In upper case, all of Unicode, whatever the language.", _ => new CaseFilter(upper: true)),
        Changing("digits", "Only its decimal digits.", _ => new DigitsFilter()),
        Changing(
            "e164",
            1,
            "A phone number as +COUNTRY…; the argument is the country code of numbers without one.",
            E164
        ),
        Changing("slug", "Letters, digits and underscores; a hyphen for each run of others.", _ => new SlugFilter()),
        Changing("replace", 2, "Every occurrence of the first argument replaced with the second.", Replace),
        Changing("default", 1, "The argument where there is no value.", arguments => new DefaultFilter(arguments[0])),
        Writing("sha256", 1, "SHA-256 in hexadecimal; with \"auto\" 64 hexadecimal digits stay as they are.", Sha256),
        Writing("sha256b64", 0, "SHA-256 in base64.", _ => new HashFilter(HashFilter.Sha256, base64: true)),
        Writing("sha1", 0, "SHA-1 in hexadecimal.", _ => new HashFilter(HashFilter.Sha1)),
        Writing("md5", 0, "MD5 in hexadecimal.", _ => new HashFilter(HashFilter.Md5)),
        Writing("base64", 0, "The value's UTF-8 bytes in base64.", _ => new Base64Filter()),
        Writing("urlencode", 0, "Percent-encoded, all but letters, digits and - . _ ~.", _ => new UrlEncodeFilter()),
        Writing("json", 0, "Text that holds JSON, inserted as that JSON.", _ => new JsonFilter()),
        Writing("number", 0, "Text that holds a number, inserted as that number.", _ => new NumberFilter()),
        Writing("join", 1, "A JSON array as text with the argument (default a comma) between its values.", Join),
    ];

    private static readonly Dictionary<string, FilterEntry> ByName = Entries.ToDictionary(
        entry => entry.Info.Name,
        StringComparer.Ordinal
    );

    /// <summary>All of them, in the order in which docs list them.</summary>
    public static IReadOnlyList<FilterInfo> All { get; } = [.. Entries.Select(entry => entry.Info)];

    /// <summary>The filter of a name; null when there is none.</summary>
    public static FilterInfo? Find(string name) => ByName.GetValueOrDefault(name)?.Info;

    /// <summary>Reads filters as written after a variable or as an entry of <c>normalize</c>: <c>trim | replace:"a","b"</c>.</summary>
    /// <param name="text">The text, without a leading bar.</param>
    /// <param name="problems">Receives every fault (syntax, unknown name with the nearest known one, arguments), with its place in <paramref name="text"/>.</param>
    public static IReadOnlyList<FilterCall> Parse(string text, ICollection<TemplateProblem> problems)
    {
        var reader = new FilterSyntax(text, 0, problems);
        return reader.ReadAll();
    }

    /// <summary>What is wrong with a call; null when nothing is.</summary>
    internal static string? Fault(FilterCall call)
    {
        if (!ByName.TryGetValue(call.Name, out var entry))
        {
            return Unknown(call.Name);
        }
        var info = entry.Info;
        if (call.Arguments.Count < info.LeastArguments || call.Arguments.Count > info.MostArguments)
        {
            return $"The filter \"{info.Name}\" takes {Number(info)}, not {call.Arguments.Count}.";
        }
        return entry.Create(call.Arguments, out _);
    }

    /// <summary>Makes the filter of a call.</summary>
    /// <exception cref="ArgumentException">The call is at fault.</exception>
    internal static Filter Create(FilterCall call)
    {
        var fault = Fault(call);
        if (fault is not null || ByName[call.Name].Create(call.Arguments, out var filter) is not null)
        {
            throw new ArgumentException(fault, nameof(call));
        }
        return filter!;
    }

    private static string Unknown(string name)
    {
        if (name.Length > LongestGuess)
        {
            return $"There is no filter \"{name[..LongestGuess]}…\".";
        }
        var nearest = NearestName.Of(name, ByName.Keys);
        return $"There is no filter \"{name}\"; "
            + (nearest is null ? $"known are {string.Join(", ", ByName.Keys)}." : $"did you mean \"{nearest}\"?");
    }

    private static string Number(FilterInfo info) =>
        (info.LeastArguments, info.MostArguments) switch
        {
            (0, 0) => "no arguments",
            (0, 1) => "at most one argument, in double quotes",
            (_, 1) => $"one argument, as in {info.Name}:\"…\"",
            _ => $"two arguments, as in {info.Name}:\"…\",\"…\"",
        };

    private static FilterEntry Changing(string name, string summary, Func<IReadOnlyList<string>, Filter> make) =>
        new(new FilterInfo(name, ChangesValue: true, 0, 0, summary), make);

    private static FilterEntry Changing(
        string name,
        int arguments,
        string summary,
        Func<IReadOnlyList<string>, Filter> make
    ) => new(new FilterInfo(name, ChangesValue: true, arguments, arguments, summary), make);

    private static FilterEntry Writing(
        string name,
        int mostArguments,
        string summary,
        Func<IReadOnlyList<string>, Filter> make
    ) => new(new FilterInfo(name, ChangesValue: false, 0, mostArguments, summary), make);

    private static E164Filter E164(IReadOnlyList<string> arguments) => new(arguments[0]);

    private static ReplaceFilter Replace(IReadOnlyList<string> arguments) => new(arguments[0], arguments[1]);

    private static JoinFilter Join(IReadOnlyList<string> arguments) => new(arguments.Count == 0 ? "," : arguments[0]);

    private static HashFilter Sha256(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 1 && arguments[0] != "auto")
        {
            throw new ArgumentException("The only argument of \"sha256\" is \"auto\".");
        }
        return new HashFilter(HashFilter.Sha256) { LeavesHashes = arguments.Count == 1 };
    }

    private sealed record FilterEntry(FilterInfo Info, Func<IReadOnlyList<string>, Filter> Make)
    {
        public string? Create(IReadOnlyList<string> arguments, out Filter? filter)
        {
            try
            {
                filter = Make(arguments);
                return null;
            }
            catch (ArgumentException wrong)
            {
                filter = null;
                return wrong.Message;
            }
        }
    }
}

/// <summary>What is known of a filter.</summary>
/// <param name="Name">As written in documents.</param>
/// <param name="ChangesValue">Whether it changes which value it is (trim, lower …), so that key fields may have it in <c>normalize</c> only; else it changes how the value is written (sha256, base64 …).</param>
/// <param name="LeastArguments">Arguments at least.</param>
/// <param name="MostArguments">Arguments at most.</param>
/// <param name="Summary">One sentence for docs and completion.</param>
public sealed record FilterInfo(string Name, bool ChangesValue, int LeastArguments, int MostArguments, string Summary);
