using System.IO.Compression;
using System.Security.Cryptography;

namespace DataRights.Cli.Tests.Kills;

/// <summary>Opens an archive as a bag (RFC 8493) and checks every checksum, with no code of the exporter.</summary>
internal static class ArchiveCheck
{
    public static async Task HoldsAsync(Stream content, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        // The bag lies in one top-level directory (RFC 8493, section 4.2).
        var bag = Assert.Single(zip.Entries.Select(entry => entry.FullName.Split('/')[0]).Distinct()) + "/";
        var payload = await ManifestAsync(zip, bag, "manifest-sha256.txt", cancellationToken);
        var names = zip.Entries.Select(entry => entry.FullName[bag.Length..]).Where(name => !name.EndsWith('/')).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(names.Where(name => name.StartsWith("data/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), payload.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("data/datapackage.json", names);
        foreach (var (name, expected) in payload.Concat(await ManifestAsync(zip, bag, "tagmanifest-sha256.txt", cancellationToken)))
        {
            await using var entry = await zip.GetEntry(bag + name)!.OpenAsync(cancellationToken);
            Assert.Equal(expected, Convert.ToHexStringLower(await SHA256.HashDataAsync(entry, cancellationToken)));
        }
    }

    private static async Task<Dictionary<string, string>> ManifestAsync(ZipArchive zip, string bag, string name, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(bag + name);
        Assert.True(entry is not null, $"The archive holds no {name}.");
        using var reader = new StreamReader(await entry.OpenAsync(cancellationToken));
        var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(parts => Uri.UnescapeDataString(parts[1].TrimEnd('\r')), parts => parts[0]);
    }
}
