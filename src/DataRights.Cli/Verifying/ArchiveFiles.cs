using DataRights.Export;

namespace DataRights.Cli.Verifying;

/// <summary>An archive as it was downloaded: one file, or those of all its parts.</summary>
internal static class ArchiveFiles
{
    public static async Task<ArchiveReport> VerifyAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<Stream> zips = [];
        try
        {
            zips.AddRange(files.Select(File.OpenRead));
            return await ArchiveVerifier.VerifyAllAsync(zips, cancellationToken);
        }
        finally
        {
            foreach (var zip in zips)
            {
                await zip.DisposeAsync();
            }
        }
    }
}
