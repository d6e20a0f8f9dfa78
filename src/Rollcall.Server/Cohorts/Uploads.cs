using Microsoft.EntityFrameworkCore;
using Rollcall.Core.Members;
using Rollcall.Server.Access;
using Rollcall.Server.Audit;
using Rollcall.Server.Organizations;
using Rollcall.Sources;
using Rollcall.Sources.Samples;
using Rollcall.Storage.Cohorts;
using Rollcall.Storage.Database;

namespace Rollcall.Server.Cohorts;

/// <summary>Takes in files: straight to the disk, whatever their size, and in the place of the present one only when they are whole and readable.</summary>
public sealed class Uploads(Databases databases, CohortFiles files, AuditLog audit, TimeProvider time)
{
    private const int BufferSize = 1 << 20;
    private const int LongestName = 120;

    /// <summary>The project's files, by name.</summary>
    public async Task<IReadOnlyList<Upload>> ListAsync(Asker asker, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Read);
        await using var database = databases.OpenFor(asker.OrganizationId);
        return await Present(database, asker.ProjectId)
            .OrderBy(upload => upload.FileName)
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Takes in a file of the project, for queries; one of the same name is replaced.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="fileName">Its name; the ending says what it is.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="cancellation">Stops; nothing is changed.</param>
    /// <exception cref="Refusal">The name says no known format, or the file cannot be read.</exception>
    public async Task<Upload> ReceiveAsync(
        Asker asker,
        string fileName,
        Stream body,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        var upload = await StoreAsync(asker, NameOf(fileName), body, cancellation).ConfigureAwait(false);
        await using var database = databases.OpenFor(asker.OrganizationId);
        audit.Record(database, asker, "file.uploaded", SubjectOf(upload), before: null, StateOf(upload));
        await ReplaceAsync(database, upload, cancellation).ConfigureAwait(false);
        return upload;
    }

    /// <summary>Takes in the members of a cohort; its source is this file from now on.</summary>
    /// <exception cref="Refusal">The cohort is not there, the name says no known format, or the file cannot be read.</exception>
    public async Task<Upload> ReceiveForAsync(
        Asker asker,
        string cohortId,
        string fileName,
        Stream body,
        CancellationToken cancellation = default
    )
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        var name = await FreeNameAsync(database, asker.ProjectId, cohortId, NameOf(fileName), cancellation)
            .ConfigureAwait(false);
        var upload = await StoreAsync(asker, name, body, cancellation).ConfigureAwait(false);
        var cohort = await database.CohortOfAsync(asker, cohortId, cancellation).ConfigureAwait(false);
        var before = cohort.UploadId;
        var source = new
        {
            cohort.Source,
            File = await NameAsync(database, before, cancellation).ConfigureAwait(false),
        };
        (cohort.Source, cohort.UploadId, cohort.Sql, cohort.PushFile) = (CohortSourceKind.File, upload.Id, null, null);
        audit.Record(
            database,
            asker,
            "cohort.changed",
            new AuditSubject(cohort.Id, cohort.Name, cohort.ProjectId),
            source,
            new { cohort.Source, File = $"{upload.FileName}, {upload.Bytes} bytes" }
        );
        await ReplaceAsync(database, upload, cancellation).ConfigureAwait(false);
        await RetireAsync(database, asker.ProjectId, before, cancellation).ConfigureAwait(false);
        return upload;
    }

    /// <summary>Deletes a file of the project.</summary>
    /// <exception cref="Refusal">It is not there, or a cohort is made of it.</exception>
    public async Task DeleteAsync(Asker asker, string uploadId, CancellationToken cancellation = default)
    {
        asker.Require(Permission.Edit);
        await using var database = databases.OpenFor(asker.OrganizationId);
        var upload =
            await Present(database, asker.ProjectId)
                .SingleOrDefaultAsync(row => row.Id == uploadId, cancellation)
                .ConfigureAwait(false)
            ?? throw Refusal.NotFound();
        var user = await database
            .Cohorts.FirstOrDefaultAsync(cohort => cohort.UploadId == uploadId, cancellation)
            .ConfigureAwait(false);
        if (user is not null)
        {
            throw Refusal.Conflict($"The cohort {user.Name} is made of this file. Give it another source first.");
        }
        upload.ReplacedAt = time.GetUtcNow();
        audit.Record(database, asker, "file.deleted", SubjectOf(upload), StateOf(upload), after: null);
        await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static AuditSubject SubjectOf(Upload upload) => new(upload.Id, upload.FileName, upload.ProjectId);

    private static object StateOf(Upload upload) => new { Name = upload.FileName, upload.Bytes };

    private static async Task<string?> NameAsync(
        RollcallDatabase database,
        string? uploadId,
        CancellationToken cancellation
    )
    {
        var upload = await database
            .Uploads.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == uploadId, cancellation)
            .ConfigureAwait(false);
        return upload is null ? null : $"{upload.FileName}, {upload.Bytes} bytes";
    }

    private static IQueryable<Upload> Present(RollcallDatabase database, string projectId) =>
        database.Uploads.Where(upload => upload.ProjectId == projectId && upload.ReplacedAt == null);

    private async Task<Upload> StoreAsync(Asker asker, string name, Stream body, CancellationToken cancellation)
    {
        var upload = new { Id = PublicId.New("upl"), At = time.GetUtcNow() };
        var file = files.FileOf(upload.Id, name);
        Directory.CreateDirectory(files.FolderOf(upload.Id));
        try
        {
            var bytes = await WriteAsync(file.Path, body, cancellation).ConfigureAwait(false);
            // To its end: a row that cannot be read is told now, while the file from before is still in its place.
            await Task.Run(() => SampleReader.ReadAll(CohortSource.FromUpload(file), cancellation), cancellation)
                .ConfigureAwait(false);
            return new Upload
            {
                Id = upload.Id,
                OrganizationId = asker.OrganizationId,
                ProjectId = asker.ProjectId,
                FileName = name,
                Bytes = bytes,
                CreatedBy = asker.PersonId,
                CreatedAt = upload.At,
            };
        }
        catch (Exception failure)
        {
            files.Delete(upload.Id);
            throw failure is SourceException broken ? Invalid(broken.Message) : failure;
        }
    }

    private static async Task<long> WriteAsync(string path, Stream body, CancellationToken cancellation)
    {
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            }
        );
        await using (file.ConfigureAwait(false))
        {
            await body.CopyToAsync(file, BufferSize, cancellation).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            return file.Length;
        }
    }

    private async Task ReplaceAsync(RollcallDatabase database, Upload upload, CancellationToken cancellation)
    {
        try
        {
            var transaction = await database.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using var _ = transaction.ConfigureAwait(false);
            var now = time.GetUtcNow();
            var present = await Present(database, upload.ProjectId)
                .Where(row => row.FileName == upload.FileName)
                .ToListAsync(cancellation)
                .ConfigureAwait(false);
            present.ForEach(row => row.ReplacedAt = now);
            // The index of present names sees the old one go before the new one comes.
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
            database.Uploads.Add(upload);
            foreach (var old in present)
            {
                await database
                    .Cohorts.Where(cohort => cohort.UploadId == old.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(cohort => cohort.UploadId, upload.Id), cancellation)
                    .ConfigureAwait(false);
            }
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            files.Delete(upload.Id);
            throw;
        }
    }

    // The file that a cohort had before: gone, unless another cohort is made of it or a query may mean it.
    private async Task RetireAsync(
        RollcallDatabase database,
        string projectId,
        string? uploadId,
        CancellationToken cancellation
    )
    {
        var old = await Present(database, projectId)
            .SingleOrDefaultAsync(row => row.Id == uploadId, cancellation)
            .ConfigureAwait(false);
        if (
            old is null
            || await database.Cohorts.AnyAsync(row => row.UploadId == old.Id, cancellation).ConfigureAwait(false)
        )
        {
            return;
        }
        var word = old.FileName.Split('.')[0];
        var isMeant = await database
            .Cohorts.AnyAsync(
                row => row.ProjectId == projectId && row.Sql != null && row.Sql.Contains(word),
                cancellation
            )
            .ConfigureAwait(false);
        if (!isMeant)
        {
            old.ReplacedAt = time.GetUtcNow();
            await database.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
    }

    // Another cohort's file of the same name stays what it is.
    private static async Task<string> FreeNameAsync(
        RollcallDatabase database,
        string projectId,
        string cohortId,
        string name,
        CancellationToken cancellation
    )
    {
        var taken = await (
            from upload in Present(database, projectId)
            join cohort in database.Cohorts on upload.Id equals cohort.UploadId
            where cohort.Id != cohortId
            select upload.FileName
        )
            .ToListAsync(cancellation)
            .ConfigureAwait(false);
        var ending = new Sources.Duck.UploadedFile(name, "").Ending;
        var stem = name[..^ending.Length];
        var free = name;
        for (var number = 2; taken.Contains(free); number++)
        {
            free = $"{stem}-{number}{ending}";
        }
        return free;
    }

    private static string NameOf(string given)
    {
        var name = Path.GetFileName(given.Replace('\\', '/')).Trim();
        if (name.Length is 0 or > LongestName)
        {
            throw Invalid($"Give the file a name of 1 to {LongestName} characters.");
        }
        if (Names.UnseenFault(name) is { } unseen)
        {
            throw Invalid(unseen);
        }
        try
        {
            CohortSource.FromUpload(new Sources.Duck.UploadedFile(name, ""));
            return name;
        }
        catch (SourceException unknown)
        {
            throw Invalid(unknown.Message);
        }
    }

    private static Refusal Invalid(string message) => Refusal.Invalid(new FieldFault("file", message));
}
