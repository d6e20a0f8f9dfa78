using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Idempotency;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Answers to requests with an idempotency key.</summary>
    public DbSet<AnsweredRequest> AnsweredRequests => Set<AnsweredRequest>();
}
