using Rollcall.Server.Configuration;
using Rollcall.Sources.Duck;
using Rollcall.Storage.Cohorts;

namespace Rollcall.Server.Cohorts;

/// <summary>Where uploads and pushed members stand.</summary>
public sealed class CohortFiles(DataFolder folder)
{
    /// <summary>The folder of an upload.</summary>
    public string FolderOf(string uploadId) => Path.Combine(folder.Uploads, uploadId);

    /// <summary>An upload as readers know it. On disk it has a name of ours: what people call it is no path.</summary>
    public UploadedFile FileOf(string uploadId, string fileName)
    {
        var ending = new UploadedFile(fileName, "").Ending.ToLowerInvariant();
        return new UploadedFile(fileName, Path.Combine(FolderOf(uploadId), $"members{ending}"));
    }

    /// <summary>An upload as readers know it.</summary>
    public UploadedFile FileOf(Upload upload) => FileOf(upload.Id, upload.FileName);

    /// <summary>The folder of a cohort's pushed members.</summary>
    public string PushFolderOf(string cohortId) => Path.Combine(folder.Pushed, cohortId);

    /// <summary>A file of pushed members.</summary>
    public string PushFileOf(string cohortId, string name) => Path.Combine(PushFolderOf(cohortId), name);

    /// <summary>Deletes an upload's folder, where it is still there.</summary>
    public void Delete(string uploadId)
    {
        if (Directory.Exists(FolderOf(uploadId)))
        {
            Directory.Delete(FolderOf(uploadId), recursive: true);
        }
    }
}
