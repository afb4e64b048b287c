using System.IO.Compression;
using System.Security.Cryptography;

namespace DataRights.Cli.Bags;

/// <summary>The files of a zip with their sizes and digests, each read once to its end. Names that could leave a folder are findings.</summary>
internal sealed class BagEntries
{
    /// <summary>Tag files are small; a larger one is not read into memory.</summary>
    private const int MaxTagBytes = 64 * 1024 * 1024;

    private readonly Dictionary<string, (long Bytes, string Sha256)> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> texts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (long Bytes, string Sha256)> Files => files;

    /// <summary>The content of a file outside data/, or of the data package.</summary>
    public byte[]? Content(string name) => texts.GetValueOrDefault(name);

    public static async Task<BagEntries> ReadAsync(ZipArchive zip, List<string> findings, CancellationToken cancellationToken)
    {
        var result = new BagEntries();
        foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            if (!IsSafe(entry.FullName))
            {
                findings.Add("A file's name leads out of the archive's folder, or is one that systems read differently.");
            }
            else if (result.files.ContainsKey(entry.FullName))
            {
                findings.Add($"{entry.FullName} is in the zip twice.");
            }
            else
            {
                await result.AddAsync(entry, findings, cancellationToken);
            }
        }

        return result;
    }

    private static bool IsSafe(string name) =>
        !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal) && !name.Any(char.IsControl)
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    private async Task AddAsync(ZipArchiveEntry entry, List<string> findings, CancellationToken cancellationToken)
    {
        var keep = (!entry.FullName.StartsWith("data/", StringComparison.Ordinal) || entry.FullName == BagVerifier.PackageName) && entry.Length <= MaxTagBytes;
        try
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            using var copy = keep ? new MemoryStream() : null;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[128 * 1024];
            long bytes = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; bytes += read)
            {
                hash.AppendData(buffer, 0, read);
                copy?.Write(buffer, 0, read);
            }

            files.Add(entry.FullName, (bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
            if (copy is not null)
            {
                texts.Add(entry.FullName, copy.ToArray());
            }
        }
        catch (InvalidDataException)
        {
            findings.Add($"{entry.FullName} cannot be unpacked: its compressed bytes are damaged.");
        }
    }
}
