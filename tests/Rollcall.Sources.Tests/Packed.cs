using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Rollcall.Sources.Tests;

/// <summary>Compresses content.</summary>
internal static class Packed
{
    public static byte[] Gzip(string content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }
        return packed.ToArray();
    }

    public static byte[] Zstandard(string content)
    {
        var packed = new MemoryStream();
        using (var zstandard = new CompressionStream(packed))
        {
            zstandard.Write(Encoding.UTF8.GetBytes(content));
        }
        return packed.ToArray();
    }
}
