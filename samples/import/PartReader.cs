using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DataRights.Samples.Import;

/// <summary>Streams the rows of one file, whatever its format: each value as its text, null for a missing one.</summary>
internal static class PartReader
{
    public static IAsyncEnumerable<string?[]> ReadAsync(ZipArchive archive, TableDescription table, PartDescription part, CancellationToken cancellationToken) => part.Format switch
    {
        "json" => JsonAsync(archive, table, part, lines: false, cancellationToken),
        "ndjson" => JsonAsync(archive, table, part, lines: true, cancellationToken),
        "csv" => CsvAsync(archive, table, part, cancellationToken),
        _ => throw new InvalidDataException($"{part.Path} is of an unknown format."),
    };

    private static async IAsyncEnumerable<string?[]> JsonAsync(
        ZipArchive archive, TableDescription table, PartDescription part, bool lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await DataPackageReader.Entry(archive, part.Path).OpenAsync(cancellationToken);
        await foreach (var row in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, topLevelValues: lines, cancellationToken: cancellationToken))
        {
            yield return [.. table.Fields.Select(f => Value(row.GetProperty(f.Name), f))];
        }
    }

    private static string? Value(JsonElement value, FieldDescription field) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when !field.IsJson => value.GetString(),
        _ => value.GetRawText(),
    };

    private static async IAsyncEnumerable<string?[]> CsvAsync(
        ZipArchive archive, TableDescription table, PartDescription part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await DataPackageReader.Entry(archive, part.Path).OpenAsync(cancellationToken));
        var header = true;
        foreach (var record in CsvRecords.Read(reader))
        {
            if (header && !record.SequenceEqual(table.Fields.Select(f => f.Name), StringComparer.Ordinal))
            {
                throw new InvalidDataException($"{part.Path} has another header than its schema.");
            }

            if (!header && record.Count != table.Fields.Count)
            {
                throw new InvalidDataException($"{part.Path} has a record with other fields than its schema.");
            }

            if (!header)
            {
                yield return [.. record.Select(c => CsvValue.Of(c, part))];
            }

            header = false;
        }
    }
}
