using System.IO.Compression;
using System.Text.Json;

namespace DataRights.Samples.Import;

/// <summary>Reads <c>data/datapackage.json</c>: all that is known of an archive's tables comes from there.</summary>
internal static class DataPackageReader
{
    /// <summary>The tables in the order of the archives; the files of one, whose names are <c>table</c>, <c>table/2</c> …, put together.</summary>
    public static async Task<IReadOnlyList<TableDescription>> ReadAsync(IReadOnlyList<ZipArchive> archives, CancellationToken cancellationToken)
    {
        List<TableDescription> tables = [];
        foreach (var archive in archives)
        {
            await AddAsync(tables, archive, cancellationToken);
        }

        return tables;
    }

    private static async Task AddAsync(List<TableDescription> tables, ZipArchive archive, CancellationToken cancellationToken)
    {
        await using var stream = await Entry(archive, "datapackage.json").OpenAsync(cancellationToken);
        using var package = await JsonDocument.ParseAsync(stream, default, cancellationToken);
        foreach (var resource in package.RootElement.GetProperty("resources").EnumerateArray().Where(r => Text(r, "type") == "table"))
        {
            var name = Text(resource, "name")!.Split('/')[0];
            var schema = resource.GetProperty("schema");
            var described = new TableDescription(
                name, [.. Items(schema, "fields").Select(Field)], Names(schema, "primaryKey"), [.. Items(schema, "foreignKeys").Select(ForeignKey)], []);
            var at = tables.FindIndex(t => t.Name == name);
            var table = at < 0 ? described : Together(tables[at], described);
            if (at < 0)
            {
                tables.Add(table);
            }
            else
            {
                tables[at] = table;
            }

            table.Parts.Add(new(archive, Text(resource, "path")!, Text(resource, "format")!, resource.GetProperty("rows").GetInt64(),
                Items(schema, "missingValues").First().GetString()!, Text(resource, "csvFormulas") == "escape"));
        }
    }

    /// <summary>
    /// What two files of an archive say of one table. A key that one of them states holds for all; a column that held values of
    /// other types there is text.
    /// </summary>
    private static TableDescription Together(TableDescription one, TableDescription other)
    {
        if (!one.Fields.Select(f => f.Name).SequenceEqual(other.Fields.Select(f => f.Name), StringComparer.Ordinal))
        {
            throw new InvalidDataException($"{one.Name} has other columns in one file of the archive than in another.");
        }

        return one with
        {
            Fields = [.. one.Fields.Zip(other.Fields, (a, b) => (a.Type, a.Format) == (b.Type, b.Format) ? a : new FieldDescription(a.Name, "string", null, []))],
            PrimaryKey = one.PrimaryKey.Count > 0 ? one.PrimaryKey : other.PrimaryKey,
            ForeignKeys = one.ForeignKeys.Count > 0 ? one.ForeignKeys : other.ForeignKeys,
        };
    }

    /// <summary>The entry with that path in the data package, which lies in the folder <c>data</c> of the archive's only folder.</summary>
    public static ZipArchiveEntry Entry(ZipArchive archive, string path)
    {
        var folder = archive.Entries.Count == 0 ? "" : archive.Entries[0].FullName.Split('/')[0];
        return archive.GetEntry($"{folder}/data/{path}") ?? throw new InvalidDataException($"data/{path} is missing.");
    }

    private static FieldDescription Field(JsonElement field) => new(
        Text(field, "name")!, Text(field, "type")!, Text(field, "format"),
        field.TryGetProperty("constraints", out var constraints) ? Names(constraints, "enum") : []);

    private static ForeignKeyDescription ForeignKey(JsonElement key)
    {
        var reference = key.GetProperty("reference");
        return new(Names(key, "fields"), Text(reference, "resource")!, Names(reference, "fields"));
    }

    private static IReadOnlyList<string> Names(JsonElement element, string property) => [.. Items(element, property).Select(n => n.GetString()!)];

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string property) =>
        element.TryGetProperty(property, out var items) ? items.EnumerateArray() : default;

    private static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetString() : null;
}
