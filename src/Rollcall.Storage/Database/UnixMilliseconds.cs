using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Rollcall.Storage.Database;

/// <summary>Keeps a time as milliseconds since 1970, UTC.</summary>
internal sealed class UnixMilliseconds()
    : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
    );
