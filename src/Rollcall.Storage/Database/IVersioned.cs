namespace Rollcall.Storage.Database;

/// <summary>A row that two people may edit at once: the second one to save is told, and loses nothing.</summary>
/// <remarks>A concurrency token: <see cref="RollcallDatabase"/> raises it with every change, and saving over a newer one throws <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/>.</remarks>
public interface IVersioned
{
    /// <summary>Raised by one with every change.</summary>
    int Version { get; set; }
}
