using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>Checks every resource of the data package: path, size, hash, and for tables the number of rows.</summary>
internal sealed class PackageCheck(BagFolder folder, IReadOnlyDictionary<string, FileSum> sums, List<string> findings)
{
    private const string Descriptor = "data/datapackage.json";

    public int Tables { get; private set; }

    public long Rows { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!folder.Entries.TryGetValue(Descriptor, out var entry))
        {
            findings.Add($"{Descriptor} is missing.");
            return;
        }

        try
        {
            await using var stream = await entry.OpenAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(stream, default, cancellationToken);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("resources", out var resources) || resources.ValueKind != JsonValueKind.Array)
            {
                findings.Add($"{Descriptor} lists no resources.");
                return;
            }

            var described = new HashSet<string>(StringComparer.Ordinal);
            foreach (var resource in resources.EnumerateArray())
            {
                await CheckAsync(resource, described, cancellationToken);
            }

            foreach (var path in sums.Keys.Where(p => (p.StartsWith("data/tables/", StringComparison.Ordinal)
                || p.StartsWith("data/files/", StringComparison.Ordinal)) && !described.Contains(p)))
            {
                findings.Add($"'{path}' is not described in {Descriptor}.");
            }
        }
        catch (Exception e) when (Damage.Is(e))
        {
            findings.Add($"{Descriptor} is damaged and cannot be read.");
        }
    }

    private async Task CheckAsync(JsonElement resource, HashSet<string> described, CancellationToken cancellationToken)
    {
        var path = "data/" + Text(resource, "path");
        described.Add(path);
        if (!sums.TryGetValue(path, out var sum))
        {
            findings.Add($"{Descriptor} describes '{path}', which is not in the payload.");
            return;
        }

        if (Number(resource, "bytes") != sum.Bytes || Text(resource, "hash") != $"sha256:{sum.Sha256}")
        {
            findings.Add($"{Descriptor} states another size or hash of '{path}' than it has.");
        }

        if (Text(resource, "type") != "table")
        {
            return;
        }

        var rows = await CountAsync(folder.Entries[path], cancellationToken);
        Tables++;
        Rows += rows ?? 0;
        if (rows is null)
        {
            findings.Add($"'{path}' is not a JSON array of objects.");
        }
        else if (Number(resource, "rows") != rows)
        {
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{Descriptor} states {Number(resource, "rows")} rows of '{path}', which has {rows}."));
        }
    }

    private static async Task<long?> CountAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await entry.OpenAsync(cancellationToken);
            return await JsonRows.CountAsync(stream, cancellationToken);
        }
        catch (Exception e) when (Damage.Is(e))
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
