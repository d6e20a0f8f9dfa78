using System.Collections.Frozen;
using System.Text;

namespace Rollcall.Server.SignIn;

/// <summary>
/// Passwords that guessing starts with, known offline: what is made of nothing but a few common words, digits, repetitions
/// and runs along the keyboard or the alphabet, in any capitals and with the usual digits in the place of letters.
/// </summary>
/// <remarks>Lists of leaked passwords of twelve characters and more are nearly all of this kind, so a thousand words and this rule stand for millions of entries.</remarks>
public sealed class CommonPasswords
{
    private const int MostWords = 3;
    private const int ShortestRun = 3;

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "qwertzuiop",
        "yxcvbnm",
        "azertyuiop",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
        "qazwsxedcrfvtgbyhnujm",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
        "!@#$%^&*()",
    ];

    private readonly FrozenSet<string> _words;
    private readonly int _longest;

    /// <summary>Reads the list that is built in.</summary>
    public CommonPasswords()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        _words = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
        _longest = _words.Max(word => word.Length);
    }

    /// <summary>How many words are known.</summary>
    public int Count => _words.Count;

    /// <summary>Whether a password is one of them.</summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="own">Words that are easily guessed for this person: name, address.</param>
    public bool Contains(string password, IEnumerable<string> own)
    {
        var words = own.Select(word => word.ToLowerInvariant()).Where(word => word.Length >= ShortestRun).ToHashSet();
        var plain = password.ToLowerInvariant();
        return IsMadeOfParts(plain, Unleet(plain), words);
    }

    // The fewest words that cover the text, where digits, marks, runs and repetitions cost nothing.
    private bool IsMadeOfParts(string text, string letters, HashSet<string> own)
    {
        var fewest = new int[text.Length + 1];
        Array.Fill(fewest, int.MaxValue, 1, text.Length);
        for (var start = 0; start < text.Length; start++)
        {
            if (fewest[start] > MostWords)
            {
                continue;
            }
            var free = FreeUntil(text, start);
            for (var end = start + 1; end <= free; end++)
            {
                fewest[end] = Math.Min(fewest[end], fewest[start]);
            }
            TakeWords(text, start, own, fewest);
            TakeWords(letters, start, own, fewest);
        }
        return fewest[text.Length] <= MostWords;
    }

    private void TakeWords(string text, int start, HashSet<string> own, int[] fewest)
    {
        var most = Math.Min(text.Length - start, Math.Max(_longest, own.Select(word => word.Length).Append(0).Max()));
        for (var length = 2; length <= most; length++)
        {
            var word = text.Substring(start, length);
            if (_words.Contains(word) || own.Contains(word))
            {
                var isRepeated = start >= length && text.AsSpan(start - length, length).SequenceEqual(word);
                var cost = isRepeated ? 0 : 1;
                fewest[start + length] = Math.Min(fewest[start + length], fewest[start] + cost);
            }
        }
    }

    // How far digits, marks, one repeated character, or a run along the keyboard go.
    private static int FreeUntil(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsLetter(text[end]))
        {
            end++;
        }
        var same = start;
        while (same < text.Length && text[same] == text[start])
        {
            same++;
        }
        var repeated = same - start >= ShortestRun ? same : start;
        return Math.Max(Math.Max(end, repeated), start + RunLength(text.AsSpan(start)));
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var row in Rows)
        {
            longest = Math.Max(longest, Math.Max(Along(text, row, 1), Along(text, row, -1)));
        }
        return longest >= ShortestRun ? longest : 0;
    }

    private static int Along(ReadOnlySpan<char> text, string row, int step)
    {
        var at = row.IndexOf(text[0], StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }
        var length = 1;
        while (length < text.Length && at + step >= 0 && at + step < row.Length && row[at + step] == text[length])
        {
            at += step;
            length++;
        }
        return length;
    }

    private static string Unleet(string text) =>
        string.Create(
            text.Length,
            text,
            (letters, source) =>
            {
                for (var i = 0; i < letters.Length; i++)
                {
                    letters[i] = source[i] switch
                    {
                        '0' => 'o',
                        '1' or '!' => 'i',
                        '3' => 'e',
                        '4' or '@' => 'a',
                        '5' or '$' => 's',
                        '7' => 't',
                        _ => source[i],
                    };
                }
            }
        );
}
