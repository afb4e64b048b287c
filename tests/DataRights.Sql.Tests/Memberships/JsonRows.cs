using DataRights.Sql.Tests.Erasing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Sql.Tests.Memberships;

/// <summary>A column with JSON as one line, whatever blanks and order of fields the database keeps.</summary>
internal static class JsonRows
{
    public static async Task<string> DocumentsAsync(this ErasureScene scene, string column, CancellationToken cancellationToken, string table = "documents")
    {
        var rows = new List<string>();
        var ids = await scene.RowsAsync($"select id from {table} order by id", cancellationToken);
        foreach (var id in ids.Split(' '))
        {
            var text = await scene.RowsAsync($"select cast({column} as text) from {table} where id = {id}", cancellationToken);
            rows.Add($"{id}:{(text == "∅" ? text : Compact(text))}");
        }

        return string.Join(' ', rows);
    }

    private static string Compact(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { FloatParseHandling = FloatParseHandling.Decimal };
        return Sorted(JToken.ReadFrom(reader)).ToString(Formatting.None);
    }

    private static JToken Sorted(JToken token) => token switch
    {
        JObject o => new JObject(o.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new JProperty(p.Name, Sorted(p.Value)))),
        JArray a => new JArray(a.Select(Sorted)),
        _ => token,
    };
}
