using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace DataRights.Export.Verification;

/// <summary>Checks one bag: declaration, both manifests against the entries, payload size, then its data package.</summary>
internal sealed class BagCheck(List<string> findings)
{
    private const string Manifest = "manifest-sha256.txt";
    private const string TagManifest = "tagmanifest-sha256.txt";

    private static readonly string[] Required = ["data/index.html", "data/about.json"];

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    public int Tables { get; private set; }

    public long Rows { get; private set; }

    public async Task RunAsync(BagFolder folder, CancellationToken cancellationToken)
    {
        if (await TextAsync(folder, "bagit.txt", cancellationToken) is { } declaration
            && declaration.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                is not ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"])
        {
            findings.Add("bagit.txt does not declare BagIt 1.0 in UTF-8.");
        }

        var sums = new Dictionary<string, FileSum>(StringComparer.Ordinal);
        await CompareAsync(folder, Manifest, payload: true, sums, cancellationToken);
        await CompareAsync(folder, TagManifest, payload: false, sums, cancellationToken);
        var payload = sums.Where(s => s.Key.StartsWith("data/", StringComparison.Ordinal)).Select(s => s.Value).ToList();
        (Files, Bytes) = (payload.Count, payload.Sum(s => s.Bytes));
        await CheckOxumAsync(folder, cancellationToken);
        foreach (var required in Required.Where(r => !folder.Entries.ContainsKey(r)))
        {
            findings.Add($"{required} is missing.");
        }

        var package = new PackageCheck(folder, sums, findings);
        await package.RunAsync(cancellationToken);
        (Tables, Rows) = (package.Tables, package.Rows);
    }

    private async Task CompareAsync(BagFolder folder, string manifest, bool payload, Dictionary<string, FileSum> sums, CancellationToken cancellationToken)
    {
        if (await TextAsync(folder, manifest, cancellationToken) is not { } text)
        {
            return;
        }

        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOfAny([' ', '\t']);
            var path = space < 0 ? "" : Decode(line[space..].TrimStart(' ', '\t').TrimEnd('\r'));
            if (space != 64 || path.StartsWith("data/", StringComparison.Ordinal) != payload || !listed.Add(path))
            {
                findings.Add($"{manifest} has a line that is no checksum with a path of its own: '{line}'.");
            }
            else if (!folder.Entries.TryGetValue(path, out var entry))
            {
                findings.Add($"{manifest} lists '{path}', which is not in the archive.");
            }
            else if (await SumAsync(entry, path, cancellationToken) is { } sum)
            {
                sums[path] = sum;
                if (!string.Equals(sum.Sha256, line[..64], StringComparison.OrdinalIgnoreCase))
                {
                    findings.Add($"'{path}' was altered: its SHA-256 is not the one in {manifest}.");
                }
            }
        }

        foreach (var path in folder.Entries.Keys.Where(p => p != TagManifest && p.StartsWith("data/", StringComparison.Ordinal) == payload && !listed.Contains(p)))
        {
            findings.Add($"'{path}' is in the archive but not in {manifest}.");
        }
    }

    private async Task CheckOxumAsync(BagFolder folder, CancellationToken cancellationToken)
    {
        if (await TextAsync(folder, "bag-info.txt", cancellationToken) is not { } info)
        {
            return;
        }

        const string label = "Payload-Oxum: ";
        var expected = string.Create(CultureInfo.InvariantCulture, $"{Bytes}.{Files}");
        var stated = info.Split('\n').FirstOrDefault(l => l.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim();
        if (stated != expected)
        {
            findings.Add($"bag-info.txt states a Payload-Oxum of '{stated}', the payload has '{expected}'.");
        }
    }

    private async Task<FileSum?> SumAsync(ZipArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await entry.OpenAsync(cancellationToken);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[128 * 1024];
            long bytes = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                bytes += read;
            }

            return new FileSum(bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception e) when (Damage.Is(e))
        {
            findings.Add($"'{path}' is damaged and cannot be read.");
            return null;
        }
    }

    private async Task<string?> TextAsync(BagFolder folder, string path, CancellationToken cancellationToken)
    {
        if (!folder.Entries.TryGetValue(path, out var entry))
        {
            findings.Add($"{path} is missing.");
            return null;
        }

        try
        {
            using var reader = new StreamReader(await entry.OpenAsync(cancellationToken), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception e) when (Damage.Is(e))
        {
            findings.Add($"'{path}' is damaged and cannot be read.");
            return null;
        }
    }

    /// <summary>RFC 8493, 2.1.3: line ends and the percent sign are encoded, nothing else is.</summary>
    private static string Decode(string path) => path
        .Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase)
        .Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase)
        .Replace("%25", "%", StringComparison.Ordinal);
}
