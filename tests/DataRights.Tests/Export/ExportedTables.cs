using System.Text.Json;

namespace DataRights.Tests.Export;

/// <summary>The rows of an archive in any format, found and read by its data package alone.</summary>
public static class ExportedTables
{
    /// <summary>Each row's values by name: null, the text, or what stands for a number, truth value, array or JSON.</summary>
    public static List<Dictionary<string, string?>> Rows(this ExportedBag bag, string table)
    {
        List<Dictionary<string, string?>> rows = [];
        foreach (var resource in bag.Resources().Where(r => r.GetProperty("name").GetString()!.Split('/')[0] == table))
        {
            var text = bag.Text("data/" + resource.GetProperty("path").GetString());
            rows.AddRange(resource.GetProperty("format").GetString() switch
            {
                "json" => JsonDocument.Parse(text).RootElement.EnumerateArray().Select(Row),
                "ndjson" => text.Split('\n')[..^1].Select(l => Row(JsonDocument.Parse(l).RootElement)),
                "csv" => Csv(resource, text),
                var other => throw new InvalidOperationException($"No format '{other}'."),
            });
        }

        return rows;
    }

    public static IEnumerable<JsonElement> Resources(this ExportedBag bag) => bag.Json("data/datapackage.json").GetProperty("resources").EnumerateArray();

    public static JsonElement Resource(this ExportedBag bag, string name) => bag.Resources().Single(r => r.GetProperty("name").GetString() == name);

    private static Dictionary<string, string?> Row(JsonElement row) => row.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => p.Value.GetString(),
        _ => p.Value.GetRawText(),
    });

    private static IEnumerable<Dictionary<string, string?>> Csv(JsonElement resource, string text)
    {
        var records = CsvReading.Records(text);
        var escaped = resource.GetProperty("csvFormulas").GetString() == "escape";
        return records.Skip(1).Select(r => records[0].Zip(r).ToDictionary(c => c.First, c => CsvReading.Value(c.Second, escaped)));
    }
}
