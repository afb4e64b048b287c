using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DataRights.Samples.Import;

/// <summary>Streams the rows of one file, whatever its format: each value as its text, null for a missing one.</summary>
internal static class PartReader
{
    /// <summary>Hands over each row; returns how many there were.</summary>
    /// <exception cref="InvalidDataException">They are not as many as the data package states.</exception>
    public static async Task<long> EachAsync(TableDescription table, PartDescription part, Func<string?[], Task> take, CancellationToken cancellationToken)
    {
        long rows = 0;
        await foreach (var row in ReadAsync(table, part, cancellationToken))
        {
            await take(row);
            rows++;
        }

        return rows == part.Rows ? rows
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{part.Path} has {rows} rows, its data package states {part.Rows}."));
    }

    private static IAsyncEnumerable<string?[]> ReadAsync(TableDescription table, PartDescription part, CancellationToken cancellationToken) => part.Format switch
    {
        "json" => JsonAsync(table, part, lines: false, cancellationToken),
        "ndjson" => JsonAsync(table, part, lines: true, cancellationToken),
        "csv" => CsvAsync(table, part, cancellationToken),
        _ => throw new InvalidDataException($"{part.Path} is of an unknown format."),
    };

    private static async IAsyncEnumerable<string?[]> JsonAsync(
        TableDescription table, PartDescription part, bool lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await DataPackageReader.Entry(part.Archive, part.Path).OpenAsync(cancellationToken);
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
        TableDescription table, PartDescription part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await DataPackageReader.Entry(part.Archive, part.Path).OpenAsync(cancellationToken));
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
