using System.Text.Json;
using DataRights.Export.Contents;
using DataRights.Export.Rows;
using DataRights.Mapping;

namespace DataRights.Export.Bag;

/// <summary>
/// A Table Schema for one exported table. It promises only what holds in the archive: a key only with all its columns shown
/// in full, a foreign key only where every row's counterpart is in the archive as well.
/// </summary>
internal static class TableSchemaFile
{
    public static void Write(Utf8JsonWriter json, ExportedTable table, TableFormat format, ResourceNames names)
    {
        var plan = table.Plan;
        json.WriteStartObject();
        json.WriteString("$schema", "https://datapackage.org/profiles/2.0/tableschema.json");
        json.WriteStartArray("fields");
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            WriteField(json, table, i);
        }

        json.WriteEndArray();
        json.WriteStartArray("missingValues");
        json.WriteStringValue(format.MissingValue);
        json.WriteEndArray();
        if (HasAll(table, plan.Collection.Key))
        {
            WriteNames(json, "primaryKey", plan.Collection.Key);
        }

        if (ForeignKey(table, names) is { } reference)
        {
            json.WriteStartArray("foreignKeys");
            json.WriteStartObject();
            WriteNames(json, "fields", reference.Columns);
            json.WriteStartObject("reference");
            json.WriteString("resource", names.Whole(reference.To));
            WriteNames(json, "fields", reference.ToColumns);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ExportedTable table, int index)
    {
        var column = table.Plan.Columns[index];
        var type = table.Types[index];
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", type.Type);
        if (type.Format is { } format)
        {
            json.WriteString("format", format);
        }

        if (column.Rule?.Category is { } category)
        {
            json.WriteString("title", $"{column.Name} ({category})");
        }

        var withheld = table.Withheld.ElementAtOrDefault(index);
        if (withheld > 0)
        {
            json.WriteString("description", $"{type.Note}{(type.Note is null ? "" : " ")}{withheld} values are other people's and withheld; they stand as missing values.");
            json.WriteNumber("withheld", withheld);
        }
        else if (type.Note is { } note)
        {
            json.WriteString("description", note);
        }

        if (column is { Masked: false, Schema.Labels: { Count: > 0 } labels })
        {
            json.WriteStartObject("constraints");
            WriteNames(json, "enum", labels);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// The one reference by which the rows belong to their owner. With several, or with conditions, a row may be the
    /// person's by one and point at somebody else's row by another.
    /// </summary>
    private static Reference? ForeignKey(ExportedTable table, ResourceNames names)
    {
        var collection = table.Plan.Collection;
        var owning = collection.References.Where(r => r.Owns).ToList();
        return collection.Root is null && owning is [{ Compare: JoinTransform.None, Where: null, Each: false, Path: null } only] && HasAll(table, only.Columns)
            && names.Whole(only.To) is not null && names.Table(only.To) is { } target && HasAll(target, only.ToColumns)
            ? only
            : null;
    }

    private static bool HasAll(ExportedTable table, IReadOnlyList<string> columns) =>
        columns.Count > 0 && columns.All(name => table.Plan.Columns.Any(c => c.Name == name && c.IsWhole));

    private static void WriteNames(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
