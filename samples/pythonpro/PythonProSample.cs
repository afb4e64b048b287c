using DataRights.Mapping;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace DataRights.Samples.PythonPro;

/// <summary>The sample's files, which lie in the folder <c>pythonpro</c> beside the program that uses the sample.</summary>
public static class PythonProSample
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "pythonpro");

    /// <summary>The data map on disk; it declares its main source as SQLite.</summary>
    public static string DataMapPath => Path.Combine(Folder, "data-map.json");

    /// <summary>The data map's text.</summary>
    public static string ReadMap() => File.ReadAllText(DataMapPath);

    /// <summary>The data map's text with the main source on another database, all else being equal.</summary>
    /// <param name="kind">The database of the source <c>main</c>.</param>
    /// <param name="connection">The name of its connection setting; null keeps the map's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is no database.</exception>
    public static string MapJson(SourceKind kind, string? connection = null)
    {
        using var reader = new JsonTextReader(new StringReader(ReadMap())) { DateParseHandling = DateParseHandling.None };
        var map = JObject.Load(reader);
        var main = map["sources"]!["main"]!;
        main["kind"] = kind switch
        {
            SourceKind.Sqlite => "sqlite",
            SourceKind.Postgres => "postgres",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The sample's main source is a database: Sqlite or Postgres."),
        };
        main["connection"] = connection ?? main["connection"];
        return map.ToString(Formatting.Indented);
    }

    /// <summary>The statements that create the sample's tables and indexes.</summary>
    public static string ReadSchema(SqlFlavor flavor) =>
        File.ReadAllText(Path.Combine(Folder, flavor == SqlFlavor.Sqlite ? "schema.sqlite.sql" : "schema.postgres.sql"));
}
