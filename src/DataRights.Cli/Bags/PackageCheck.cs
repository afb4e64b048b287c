using System.Text.Json;

namespace DataRights.Cli.Bags;

/// <summary>Compares the Data Package's resources with the files: path, bytes and SHA-256.</summary>
internal static class PackageCheck
{
    public static void Run(BagEntries entries, List<string> findings)
    {
        if (entries.Content(BagVerifier.PackageName) is not { } content)
        {
            findings.Add($"{BagVerifier.PackageName} is missing.");
            return;
        }

        try
        {
            using var package = JsonDocument.Parse(content);
            foreach (var resource in package.RootElement.GetProperty("resources").EnumerateArray())
            {
                Check(resource, entries, findings);
            }
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            findings.Add($"{BagVerifier.PackageName} is not a data package: it is not JSON of that shape.");
        }
    }

    private static void Check(JsonElement resource, BagEntries entries, List<string> findings)
    {
        var path = "data/" + resource.GetProperty("path").GetString();
        if (!entries.Files.TryGetValue(path, out var file))
        {
            findings.Add($"{path} is a resource of the data package and is not in the zip.");
            return;
        }

        if (resource.TryGetProperty("bytes", out var bytes) && bytes.GetInt64() != file.Bytes)
        {
            findings.Add($"{path} has {file.Bytes} bytes; the data package says {bytes.GetInt64()}.");
        }

        if (resource.TryGetProperty("hash", out var hash) && hash.GetString() != "sha256:" + file.Sha256)
        {
            findings.Add($"{path} has another SHA-256 than the data package says.");
        }
    }
}
