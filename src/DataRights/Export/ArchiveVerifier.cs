using System.IO.Compression;
using DataRights.Export.Verification;

namespace DataRights.Export;

/// <summary>
/// Checks an archive offline and against itself: zip, bag structure and checksums (RFC 8493), payload size, data package sizes, hashes
/// and row counts, and that no file is outside a manifest. Whatever the bytes are, the answer is findings, not an exception; only
/// cancellation and a stream that cannot seek raise. Memory grows with the number of files, not with their size.
/// </summary>
public static class ArchiveVerifier
{
    /// <summary>Reads the stream to its end and leaves it open.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static async Task<ArchiveReport> VerifyAsync(Stream zip, CancellationToken cancellationToken)
    {
        if (!zip.CanSeek)
        {
            throw new ArgumentException("The archive must be a stream that can seek; copy it to a file first.", nameof(zip));
        }

        var findings = new List<string>();
        var check = new BagCheck(findings);
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            if (BagFolder.Open(archive, findings) is { } folder)
            {
                await check.RunAsync(folder, cancellationToken);
            }
        }
        catch (Exception e) when (Damage.Is(e))
        {
            findings.Add("The file is not a zip archive that can be read, or its directory is damaged.");
        }

        return new ArchiveReport(findings, check.Files, check.Bytes, check.Tables, check.Rows);
    }
}
