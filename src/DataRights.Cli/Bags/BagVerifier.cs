using System.IO.Compression;
using System.Text;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Bags;

/// <summary>
/// Checks an archive on its own, without the system that made it: a BagIt bag (RFC 8493) that is complete and valid
/// (every file in its manifest and every digest right), and a Data Package that agrees with it. Reads every byte once.
/// </summary>
public static class BagVerifier
{
    public const string PackageName = "data/datapackage.json";

    private const string Payload = "manifest-sha256.txt";
    private const string Tags = "tagmanifest-sha256.txt";

    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static async Task<BagReport> VerifyAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await VerifyAsync(stream, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {(failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "check the path and its permissions")}.", ExitCodes.BadInput);
        }
    }

    public static async Task<BagReport> VerifyAsync(Stream stream, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        BagEntries entries;
        try
        {
            using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, cancellationToken);
            entries = await BagEntries.ReadAsync(zip, findings, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return new(0, 0, ["It is not a zip file, or it was cut off."]);
        }

        CheckDeclaration(entries, findings);
        var payload = CheckManifest(entries, Payload, findings);
        CheckManifest(entries, Tags, findings);
        foreach (var name in entries.Files.Keys.Where(n => n.StartsWith("data/", StringComparison.Ordinal) && !payload.ContainsKey(n)))
        {
            findings.Add($"{name} is in the zip and not in {Payload}: it was added afterwards.");
        }

        CheckOxum(entries, findings);
        PackageCheck.Run(entries, findings);
        return new(entries.Files.Count, entries.Files.Values.Sum(f => f.Bytes), findings);
    }

    private static void CheckDeclaration(BagEntries entries, List<string> findings)
    {
        var lines = Text(entries, "bagit.txt")?.Split('\n', StringSplitOptions.TrimEntries) ?? [];
        if (!lines.Any(l => l is "BagIt-Version: 1.0") || !lines.Contains("Tag-File-Character-Encoding: UTF-8"))
        {
            findings.Add("bagit.txt is missing, or does not declare BagIt 1.0 in UTF-8.");
        }
    }

    private static Dictionary<string, string> CheckManifest(BagEntries entries, string name, List<string> findings)
    {
        if (Text(entries, name) is not { } text)
        {
            findings.Add($"{name} is missing.");
            return [];
        }

        var digests = BagManifest.Read(text, name, findings);
        foreach (var (path, digest) in digests)
        {
            if (!entries.Files.TryGetValue(path, out var file))
            {
                findings.Add($"{path} is in {name} and not in the zip: it was left out.");
            }
            else if (file.Sha256 != digest)
            {
                findings.Add($"{path} has another SHA-256 than {name} says: it was changed.");
            }
        }

        return digests;
    }

    private static void CheckOxum(BagEntries entries, List<string> findings)
    {
        var payload = entries.Files.Where(f => f.Key.StartsWith("data/", StringComparison.Ordinal)).ToList();
        var oxum = FormattableString.Invariant($"Payload-Oxum: {payload.Sum(f => f.Value.Bytes)}.{payload.Count}");
        var stated = Text(entries, "bag-info.txt")?.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(l => l.StartsWith("Payload-Oxum:", StringComparison.Ordinal));
        if (stated is not null && stated != oxum)
        {
            findings.Add($"bag-info.txt says '{stated}'; the files say '{oxum}'.");
        }
    }

    private static string? Text(BagEntries entries, string name) =>
        entries.Content(name) is { } content ? Encoding.UTF8.GetString(content) : null;
}
