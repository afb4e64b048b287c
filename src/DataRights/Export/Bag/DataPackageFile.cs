using System.Globalization;
using System.Text.Json;
using DataRights.Export.Archive;
using DataRights.Export.Contents;
using DataRights.Export.Rows;
using DataRights.Requests;

namespace DataRights.Export.Bag;

/// <summary>
/// Writes <c>datapackage.json</c> (Data Package v2): every table and file with its size and hash, tables with their row count
/// and Table Schema, so that a machine can import the archive without knowing this system.
/// </summary>
internal static class DataPackageFile
{
    public const string Path = "data/datapackage.json";

    public static async Task WriteAsync(BagWriter bag, ExportContents contents, CancellationToken cancellationToken)
    {
        using var entry = await JsonEntry.OpenAsync(bag, Path, cancellationToken);
        var json = entry.Json;
        var names = new ResourceNames(contents.Tables);
        var format = TableFormat.Of(contents.Request.Format);
        var escaped = format.IsCsv && contents.Request.CsvFormulas != CsvFormulas.Keep;
        json.WriteStartObject();
        json.WriteString("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
        json.WriteString("name", ResourceNames.Plain(contents.Folder));
        json.WriteString("id", contents.Part == 1 ? $"urn:uuid:{contents.Request.Id}" : string.Create(CultureInfo.InvariantCulture, $"urn:uuid:{contents.Request.Id}#part-{contents.Part}"));
        json.WriteString("title", $"Personal data held by {contents.Map.Controller.Name}");
        if (format.IsCsv)
        {
            json.WriteString("description", escaped ? $"{CsvDialect.MissingNote} {CsvDialect.FormulaNote}" : CsvDialect.MissingNote);
        }

        json.WriteString("created", Moment(contents.Collected));
        json.WriteStartArray("contributors");
        json.WriteStartObject();
        json.WriteString("title", contents.Map.Controller.Name);
        json.WriteStartArray("roles");
        json.WriteStringValue("controller");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("resources");
        foreach (var table in contents.Tables)
        {
            for (var part = 0; part < table.Parts.Count; part++)
            {
                WriteTable(json, table, part, format, escaped, names);
                await entry.DrainAsync(cancellationToken);
            }
        }

        var number = 0;
        foreach (var file in contents.Files)
        {
            WriteFile(json, file, ++number);
            await entry.DrainAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await entry.CloseAsync(cancellationToken);
    }

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void WriteTable(Utf8JsonWriter json, ExportedTable table, int index, TableFormat format, bool escaped, ResourceNames names)
    {
        var part = table.Parts[index];
        var collection = table.Plan.Collection;
        json.WriteStartObject();
        json.WriteString("name", names.Of(table, index));
        json.WriteString("type", "table");
        WriteContent(json, part.Path, part.Entry);
        json.WriteString("title", collection.Name);
        if (collection.Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WriteString("format", format.Name);
        json.WriteString("mediatype", format.MediaType);
        json.WriteString("encoding", "utf-8");
        if (format.IsCsv)
        {
            CsvDialect.Write(json, escaped);
        }

        json.WriteNumber("rows", part.Rows);
        json.WritePropertyName("schema");
        TableSchemaFile.Write(json, table, format, names);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, ExportedFile file, int number)
    {
        json.WriteStartObject();
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"file-{number}"));
        WriteContent(json, file.Path, file.Entry);
        json.WriteString("title", file.OriginalName);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string path, ZipEntry entry)
    {
        json.WriteString("path", path["data/".Length..]);
        json.WriteNumber("bytes", entry.Size);
        json.WriteString("hash", $"sha256:{entry.Sha256}");
    }
}
