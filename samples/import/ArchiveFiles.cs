using System.IO.Compression;

namespace DataRights.Samples.Import;

/// <summary>The files of one archive, opened.</summary>
internal sealed class ArchiveFiles : IAsyncDisposable
{
    private readonly List<ZipArchive> all = [];

    private ArchiveFiles()
    {
    }

    public IReadOnlyList<ZipArchive> All => all;

    public static async Task<ArchiveFiles> OpenAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = new ArchiveFiles();
        try
        {
            foreach (var path in paths)
            {
                files.all.Add(await ZipFile.OpenReadAsync(path, cancellationToken));
            }

            return files;
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in all)
        {
            await archive.DisposeAsync();
        }
    }
}
