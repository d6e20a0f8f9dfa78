using Microsoft.EntityFrameworkCore;
using Rollcall.Storage.Mail;

namespace Rollcall.Storage.Database;

public sealed partial class RollcallDatabase
{
    /// <summary>Mails of the installation.</summary>
    public DbSet<QueuedMail> Mails => Set<QueuedMail>();
}
