namespace Rollcall.Core.Tests.Delivery.Egress;

/// <summary>Hosts that lead, or try to lead, to a machine of ours, in every spelling that some parser takes for an address.</summary>
internal static class HostileHosts
{
    public static IEnumerable<string> All =>
        [
            .. Loopback,
            .. Disguised,
            .. Wrapped,
            .. Metadata.SelectMany(Spellings),
            .. Private.SelectMany(Spellings),
            .. Names,
        ];

    private static readonly string[] Loopback =
    [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.2",
        "127.255.255.254",
        "0x7f.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "0X7F000001",
        "0x7F.0x0.0x0.0x1",
        "0177.1",
        "0177.0.0.1",
        "0177.0.0.01",
        "00000177.0.0.1",
        "017700000001",
        "2130706433",
        "0",
        "0.0.0.0",
        "0.0.0.1",
        "0x0",
        "00",
        "127.0.0.1.",
        "127.1.",
        "%31%32%37.0.0.1",
        "127%2e0%2e0%2e1",
        "127.0.0.%31",
        "0x7f.0x000001",
        "127.0x1",
        "127.000.000.001",
        "user:pass@127.0.0.1",
        "user@127.0.0.1",
        "example.com@127.0.0.1",
    ];

    // Full-width and circled digits, other dots, marks that names are stripped of.
    private static readonly string[] Disguised =
    [
        "１２７.０.０.１",
        "１２７．０．０．１",
        "127。0。0。1",
        "127｡0｡0｡1",
        "127．0．0．1",
        "①②⑦.⓪.⓪.①",
        "①②⑦。⓪。⓪。①",
        "127\u200b.0.0.1",
        "127.\u00ad0.0.1",
        "1\u00ad27.0.0.1",
        "127.0.0.1\u200b",
        "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
        "𝟷𝟸𝟽.𝟶.𝟶.𝟷",
        "127.0.0.¹",
        "¹²⁷.0.0.1",
        "₁₂₇.₀.₀.₁",
        "0x７f.1",
        "ｌｏｃａｌｈｏｓｔ",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "loc\u00adalhost",
        "local\u200bhost",
        "LOCALHOST",
        "１２７.1",
        "２１３０７０６４３３",
        "0ｘ7f000001",
    ];

    private static readonly string[] Wrapped =
    [
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2002:7f00:1::1]",
        "[2001::1]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "[2001:10::1]",
        "[fe80::1]",
        "[fe80::1%25lo]",
        "[fe80::1%25eth0]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[ff05::2]",
        "[100::1]",
        "[5f00::1]",
        "[3fff::1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[fd00:ec2::254]",
        "[::169.254.169.254]",
    ];

    private static readonly byte[][] Metadata =
    [
        [169, 254, 169, 254],
        [168, 63, 129, 16],
        [100, 100, 100, 200],
        [192, 0, 0, 192],
    ];

    private static readonly byte[][] Private =
    [
        [10, 0, 0, 1],
        [172, 16, 0, 1],
        [172, 31, 255, 254],
        [192, 168, 1, 1],
        [100, 64, 0, 1],
        [198, 18, 0, 1],
        [192, 0, 2, 1],
        [198, 51, 100, 1],
        [203, 0, 113, 1],
        [224, 0, 0, 1],
        [240, 0, 0, 1],
        [255, 255, 255, 255],
    ];

    private static readonly string[] Names =
    [
        "localhost",
        "localhost.",
        "LocalHost",
        "foo.localhost",
        "localhost.localdomain",
        "ip6-localhost",
    ];

    // Dotted, short, hexadecimal, octal, one number, full-width, mapped.
    private static IEnumerable<string> Spellings(byte[] address)
    {
        var (a, b, c, d) = (address[0], address[1], address[2], address[3]);
        var number = ((uint)a << 24) | ((uint)b << 16) | ((uint)c << 8) | d;
        yield return $"{a}.{b}.{c}.{d}";
        yield return $"{a}.{b}.{(c << 8) | d}";
        yield return $"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}";
        yield return $"0x{number:x8}";
        yield return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        yield return $"0{Convert.ToString(a, 8)}.0{Convert.ToString(b, 8)}.0{Convert.ToString(c, 8)}.0{Convert.ToString(d, 8)}";
        yield return string.Concat(
            $"{a}.{b}.{c}.{d}".Select(letter => letter == '.' ? '。' : (char)(letter - '0' + '０'))
        );
        yield return $"[::ffff:{a}.{b}.{c}.{d}]";
    }
}
