using System.Globalization;
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
    /// <summary>Reads the stream, an archive or one part of it, to its end and leaves it open.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static async Task<ArchiveReport> VerifyAsync(Stream zip, CancellationToken cancellationToken) => (await CheckAsync(zip, cancellationToken)).Report;

    /// <summary>Reads the parts of an archive, each by itself and then all together: none missing, none twice, nothing in two of them. A single one is checked by itself.</summary>
    /// <exception cref="ArgumentException">A stream cannot seek.</exception>
    public static async Task<ArchiveReport> VerifyAllAsync(IReadOnlyList<Stream> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 1)
        {
            return await VerifyAsync(parts[0], cancellationToken);
        }

        List<string> findings = [];
        List<(PartFacts, long)> known = [];
        var sum = new ArchiveReport(findings, 0, 0, 0, 0);
        foreach (var (part, number) in parts.Select((p, i) => (p, i + 1)))
        {
            var (report, facts) = await CheckAsync(part, cancellationToken);
            findings.AddRange(report.Findings.Select(f => string.Create(CultureInfo.InvariantCulture, $"File {number}: {f}")));
            sum = sum with { Files = sum.Files + report.Files, Bytes = sum.Bytes + report.Bytes, Tables = sum.Tables + report.Tables, Rows = sum.Rows + report.Rows };
            if (facts is not null)
            {
                known.Add((facts, report.Rows));
            }
        }

        // A damaged part does not say which one it is.
        if (known.Count == parts.Count)
        {
            new PartsCheck(findings).Run(known);
        }

        return sum;
    }

    private static async Task<(ArchiveReport Report, PartFacts? Facts)> CheckAsync(Stream zip, CancellationToken cancellationToken)
    {
        if (!zip.CanSeek)
        {
            throw new ArgumentException("The archive must be a stream that can seek; copy it to a file first.", nameof(zip));
        }

        var findings = new List<string>();
        var check = new BagCheck(findings);
        PartFacts? facts = null;
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            if (BagFolder.Open(archive, findings) is { } folder)
            {
                await check.RunAsync(folder, cancellationToken);

                // What is damaged is told already.
                facts = findings.Count == 0 ? await PartFacts.ReadAsync(folder, [], cancellationToken) : null;
            }
        }
        catch (Exception e) when (Damage.Is(e))
        {
            findings.Add("The file is not a zip archive that can be read, or its directory is damaged.");
        }

        return (new ArchiveReport(findings, check.Files, check.Bytes, check.Tables, check.Rows), facts);
    }
}
