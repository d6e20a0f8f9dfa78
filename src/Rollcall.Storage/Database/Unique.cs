using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Rollcall.Storage.Database;

/// <summary>Tells that a save broke a uniqueness that the database keeps.</summary>
public static class Unique
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    /// <summary>Whether another row has what must be one row's own.</summary>
    public static bool Violated(DbUpdateException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.InnerException
            is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };
    }
}
