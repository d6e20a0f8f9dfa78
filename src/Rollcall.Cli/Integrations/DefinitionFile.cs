using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Runs;

namespace Rollcall.Cli.Integrations;

/// <summary>A definition read from a file that is valid.</summary>
/// <param name="Integration">What it says.</param>
/// <param name="Text">Its text.</param>
internal sealed record DefinitionFile(Integration Integration, string Text)
{
    /// <summary>Reads a definition and tells its warnings.</summary>
    /// <exception cref="UsageException">The file is not there, or the definition has errors, all of which are told.</exception>
    public static DefinitionFile Load(FileInfo file, Surroundings surroundings)
    {
        var bytes = ReadBytes(file);
        var document = IntegrationDocument.Read(bytes, file.ToString());
        if (document.Integration is not { } integration)
        {
            throw new UsageException(string.Join('\n', document.Problems));
        }
        foreach (var warning in document.Problems)
        {
            surroundings.Error.WriteLine(warning);
        }
        return new DefinitionFile(integration, Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The bytes of a definition's file.</summary>
    /// <exception cref="UsageException">They cannot be read.</exception>
    public static byte[] ReadBytes(FileInfo file)
    {
        try
        {
            return File.ReadAllBytes(file.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                Directory.Exists(file.ToString())
                    ? $"{file} is a folder. Give the definition's file."
                    : $"The definition {file} cannot be read: {exception.Message}",
                exception
            );
        }
    }
}
