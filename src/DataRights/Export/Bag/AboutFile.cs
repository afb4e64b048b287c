using System.Text.Json;
using DataRights.Export.Contents;
using DataRights.Export.Pages;
using DataRights.Export.Pages.Languages;
using DataRights.Mapping;

namespace DataRights.Export.Bag;

/// <summary>
/// Writes <c>about.json</c>: what GDPR Art. 15(1)(a) to (h) and 15(2) ask for, as far as the data map says it, when each
/// source was read, and what is missing and why.
/// </summary>
internal static class AboutFile
{
    public const string Path = "data/about.json";

    public static async Task WriteAsync(BagWriter bag, ExportContents contents, CancellationToken cancellationToken)
    {
        using var entry = await JsonEntry.OpenAsync(bag, Path, cancellationToken);
        var json = entry.Json;
        var map = contents.Map;
        var texts = contents.Texts;
        json.WriteStartObject();
        json.WriteNumber("version", 2);
        json.WriteString("language", texts.Tag);
        WriteRequest(json, contents);
        json.WriteStartObject("controller");
        Optional(json, "name", map.Controller.Name);
        Optional(json, "contact", map.Controller.Contact);
        Optional(json, "policy", map.Controller.PolicyUrl);
        json.WriteEndObject();
        if (contents.Parts.Count > 1)
        {
            json.WriteNumber("part", contents.Part);
            List(json, "parts", contents.Parts, p => WritePart(json, p));
        }

        List(json, "snapshots", contents.Snapshots, s =>
        {
            json.WriteString("source", s.Source);
            json.WriteString("takenAt", DataPackageFile.Moment(s.TakenAt));
        });
        json.WriteStartArray("collections");
        foreach (var collection in map.Collections)
        {
            WriteCollection(json, contents, collection);
            await entry.DrainAsync(cancellationToken);
        }

        json.WriteEndArray();
        List(json, "recipients", map.Recipients, r =>
        {
            json.WriteString("name", r.Name);
            json.WriteString("purpose", r.Purpose);
            Optional(json, "country", r.Country);
            Optional(json, "safeguards", r.Safeguards);
        });
        List(json, "anonymizedAfter", map.Retention, r =>
        {
            json.WriteString("what", r.Name);
            json.WriteString("source", r.Source);
            json.WriteString("window", r.Window.ToString());
        });
        List(json, "rights", Rights.All(texts), r =>
        {
            json.WriteString("article", r.Article);
            json.WriteString("right", r.Text);
        });
        json.WriteStartObject("complaint");
        json.WriteString("article", "15(1)(f), 77");
        json.WriteString("to", map.Controller.ComplaintTo ?? texts.About.AnyAuthority);
        json.WriteEndObject();
        json.WriteStartObject("automatedDecisions");
        json.WriteString("article", "15(1)(h)");
        WriteDecisions(json, map, texts);
        json.WriteEndObject();
        json.WriteStartArray("missing");
        foreach (var gap in contents.Gaps)
        {
            WriteGap(json, gap);
            await entry.DrainAsync(cancellationToken);
        }

        json.WriteEndArray();
        await WriteNotLinkedAsync(entry, contents, cancellationToken);
        List(json, "notCovered", map.NotCovered, n =>
        {
            json.WriteString("what", n.What);
            json.WriteString("ground", n.Access);
        });
        json.WriteEndObject();
        await entry.CloseAsync(cancellationToken);
    }

    private static void WriteRequest(Utf8JsonWriter json, ExportContents contents)
    {
        json.WriteStartObject("request");
        json.WriteString("id", contents.Request.Id);
        json.WriteString("kind", contents.IsPortability ? "portability" : "access");
        json.WriteString("law", contents.IsPortability ? "GDPR Art. 20" : "GDPR Art. 15");
        json.WriteString("regime", contents.Map.Clock.Regime);
        json.WriteString("received", DataPackageFile.Moment(contents.Request.Received));
        json.WriteString("due", DataPackageFile.Moment(contents.Request.Due));
        json.WriteString("collected", DataPackageFile.Moment(contents.Collected));
        json.WriteString("dataMap", contents.Map.Hash);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, PartSummary part)
    {
        json.WriteNumber("number", part.Number);
        json.WriteString("file", $"{part.Folder}.zip");
        json.WriteNumber("rows", part.Rows);
        json.WriteNumber("files", part.Files);
        json.WriteStartArray("collections");
        foreach (var collection in part.Collections)
        {
            json.WriteStringValue(collection);
        }

        json.WriteEndArray();
    }

    private static void WriteCollection(Utf8JsonWriter json, ExportContents contents, Collection collection)
    {
        var table = contents.Tables.Find(t => t.Plan.Collection.Name == collection.Name);
        json.WriteStartObject();
        json.WriteString("name", collection.Name);
        json.WriteString("source", collection.Source);
        Optional(json, "description", collection.Description);
        Optional(json, "purpose", collection.Purpose);
        Optional(json, "basis", collection.Basis);
        Optional(json, "keptFor", collection.KeptFor);
        Optional(json, "obtainedFrom", collection.ObtainedFrom);
        if (collection.IsFiles)
        {
            json.WriteNumber("files", contents.Files.LongCount(f => f.Collection == collection.Name));
        }
        else if (table is not null)
        {
            json.WriteNumber("rows", table.Rows);
        }

        json.WriteStartArray("categories");
        foreach (var category in collection.Columns.Select(c => c.Category).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(category);
        }

        json.WriteEndArray();
        List(json, "columns", collection.Columns, c =>
        {
            json.WriteString("name", c.Name);
            Optional(json, "category", c.Category);
            json.WriteString("origin", Lower(c.Origin));
            json.WriteString("export", Lower(c.Export));
            if (c.About != ColumnAbout.Row)
            {
                json.WriteString("about", Lower(c.About));
            }

            if (c.Names is { } person)
            {
                json.WriteString("names", person.ToString());
            }
        });
        json.WriteEndObject();
    }

    /// <summary>Files that are here, and that the pages name without a link.</summary>
    private static async Task WriteNotLinkedAsync(JsonEntry entry, ExportContents contents, CancellationToken cancellationToken)
    {
        var json = entry.Json;
        json.WriteStartArray("notLinked");
        foreach (var file in contents.Files.Where(f => ActiveContent.Holds(f.Path)))
        {
            json.WriteStartObject();
            json.WriteString("collection", file.Collection);
            json.WriteString("file", file.OriginalName);
            json.WriteString("path", file.Path);
            json.WriteString("why", ActiveContent.Why);
            json.WriteEndObject();
            await entry.DrainAsync(cancellationToken);
        }

        json.WriteEndArray();
    }

    private static void WriteDecisions(Utf8JsonWriter json, DataMap map, PageTexts texts)
    {
        if (map.AutomatedDecisions is not { Count: > 0 } decisions)
        {
            json.WriteString("statement", map.AutomatedDecisions is null ? texts.About.DecisionsUnsaid : texts.About.NoDecisions);
            return;
        }

        List(json, "decisions", decisions, d =>
        {
            json.WriteString("what", d.What);
            json.WriteString("logic", d.Logic);
            json.WriteString("consequences", d.Consequences);
        });
    }

    private static void WriteGap(Utf8JsonWriter json, Gap gap)
    {
        json.WriteStartObject();
        json.WriteString("code", gap.Code);
        Optional(json, "source", gap.Source);
        Optional(json, "collection", gap.Collection);
        Optional(json, "subject", gap.Subject);
        json.WriteString("why", gap.Why);
        if (gap.Values is { } values)
        {
            json.WriteNumber("values", values);
        }

        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string property, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(property);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string property, string? value)
    {
        if (value is not null)
        {
            json.WriteString(property, value);
        }
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
