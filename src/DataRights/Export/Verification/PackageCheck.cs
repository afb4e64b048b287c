using System.Globalization;
using System.Text.Json;

namespace DataRights.Export.Verification;

/// <summary>Checks every resource of the data package: path, size, hash, and for tables the form, the fields of every row and the number of rows.</summary>
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

        Tables++;
        await CheckTableAsync(resource, path, cancellationToken);
    }

    private async Task CheckTableAsync(JsonElement resource, string path, CancellationToken cancellationToken)
    {
        var format = Text(resource, "format");
        if (Fields(resource) is not { } fields)
        {
            findings.Add($"{Descriptor} states no schema of '{path}'.");
            return;
        }

        var tally = new RowTally(fields);
        try
        {
            await using var stream = await folder.Entries[path].OpenAsync(cancellationToken);
            await (format switch
            {
                "json" => JsonRows.TallyAsync(stream, tally, cancellationToken),
                "ndjson" => LineRows.TallyAsync(stream, tally, cancellationToken),
                "csv" => new CsvRows(tally).ReadAsync(stream, cancellationToken),
                _ => throw new NotSupportedException(),
            });
        }
        catch (Exception e) when (Damage.Is(e))
        {
            findings.Add($"'{path}' is not {What(format)}.");
            return;
        }

        Rows += tally.Rows;
        if (Number(resource, "rows") != tally.Rows)
        {
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{Descriptor} states {Number(resource, "rows")} rows of '{path}', which has {tally.Rows}."));
        }

        if (tally.Odd > 0)
        {
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{tally.Odd} rows of '{path}' have other fields than its schema in {Descriptor}."));
        }
    }

    private static string What(string? format) => format switch
    {
        "json" => "a JSON array of objects",
        "ndjson" => "one JSON object a line",
        "csv" => "CSV with the header that its schema states",
        _ => "of a format that this version reads (json, ndjson, csv)",
    };

    private static List<string>? Fields(JsonElement resource) =>
        resource.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array
            ? [.. fields.EnumerateArray().Select(f => Text(f, "name") ?? "")]
            : null;

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
