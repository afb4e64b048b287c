using System.Text.RegularExpressions;
using DataRights.Mapping;
using DataRights.Samples.PythonPro;
using Newtonsoft.Json.Linq;
using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

public sealed partial class DataMapTests : IDisposable
{
    private static readonly string[] NotPersonal = ["courses", "lessons", "sample_seed_state"];

    private readonly JObject map = JObject.Parse(PythonProSample.ReadMap());
    private readonly SeededSqlite sample = new();

    public DataMapTests() => sample.Rows(PythonProSample.ReadSchema(SqlFlavor.Sqlite));

    [Fact]
    public void Every_table_with_personal_data_is_mapped_with_every_column()
    {
        Assert.Equal(sample.Tables().Except(NotPersonal), TableCollections().Select(c => (string)c["from"]!).Order(StringComparer.Ordinal));
        foreach (var collection in TableCollections())
        {
            var live = sample.Rows($"PRAGMA table_info({collection["from"]})").Select(r => (string)r[1]);
            Assert.Equal(live, ((JObject)collection["columns"]!).Properties().Select(p => p.Name));
        }
    }

    [Fact]
    public void Keys_are_the_primary_keys()
    {
        foreach (var collection in TableCollections())
        {
            var live = sample.Rows($"PRAGMA table_info({collection["from"]})").Where(r => (long)r[5] > 0).OrderBy(r => (long)r[5]).Select(r => (string)r[1]);
            Assert.Equal(live, collection["key"]!.Select(k => (string)k!));
        }
    }

    [Fact]
    public void Every_foreign_key_between_mapped_tables_is_a_reference()
    {
        foreach (var collection in TableCollections())
        {
            var declared = References(collection).Select(r => $"{string.Join(',', r["columns"]!)}>{r["to"]}({string.Join(',', r["toColumns"]!)})").ToList();
            foreach (var foreignKey in sample.Rows($"PRAGMA foreign_key_list({collection["from"]})").Where(f => !NotPersonal.Contains((string)f[2])))
            {
                Assert.Contains($"{foreignKey[3]}>{foreignKey[2]}({foreignKey[4]})", declared);
            }
        }
    }

    [Fact]
    public void No_table_outside_the_map_refers_into_it()
    {
        foreach (var table in NotPersonal)
        {
            Assert.All(sample.Rows($"PRAGMA foreign_key_list({table})"), f => Assert.Contains((string)f[2], NotPersonal));
        }
    }

    [Fact]
    public void Every_reference_and_every_root_identifier_has_an_index()
    {
        foreach (var collection in TableCollections())
        {
            var leading = sample.Rows($"PRAGMA index_list({collection["from"]})")
                .Select(index => sample.Rows($"PRAGMA index_info({index[1]})")[0][2] as string)
                .Append((string)collection["key"]![0]!)
                .ToList();
            var roots = (collection["root"] as JObject)?.Properties().Select(p => p.Name) ?? [];
            Assert.All(References(collection).Select(r => (string)r["columns"]![0]!).Concat(roots), c => Assert.Contains(c, leading));
        }
    }

    [Fact]
    public void A_kept_row_leaves_no_owning_reference_to_a_deleted_one()
    {
        foreach (var collection in TableCollections())
        {
            foreach (var rule in Rules(collection).Where(r => (string)r["treatment"]! != "delete"))
            {
                var nulled = ((rule["anonymize"] as JObject)?.Properties() ?? []).Where(p => (string)p.Value! == "null").Select(p => p.Name).ToList();
                foreach (var reference in References(collection).Where(r => (bool)r["owns"]!))
                {
                    var target = map["collections"]![(string)reference["to"]!]!;
                    Assert.True(
                        Rules(target).All(r => (string)r["treatment"]! != "delete") || reference["columns"]!.Any(c => nulled.Contains((string)c!)),
                        $"{collection["from"]} -> {reference["to"]}");
                }
            }
        }
    }

    [Fact]
    public void Replacements_by_null_and_detached_references_are_nullable_columns()
    {
        foreach (var collection in TableCollections())
        {
            var mustHaveValue = sample.Rows($"PRAGMA table_info({collection["from"]})").Where(r => (long)r[3] == 1).Select(r => (string)r[1]).ToList();
            var nulled = Rules(collection).SelectMany(r => (r["anonymize"] as JObject)?.Properties() ?? []).Where(p => (string)p.Value! == "null").Select(p => p.Name);
            var detached = References(collection).Where(r => (string?)r["onDelete"] == "detach").SelectMany(r => r["columns"]!).Select(c => (string)c!);
            Assert.Empty(nulled.Concat(detached).Intersect(mustHaveValue));
        }
    }

    [Fact]
    public void The_last_rule_has_no_condition_and_what_is_retained_names_law_and_end()
    {
        foreach (var collection in map["collections"]!.Values())
        {
            Assert.Null(Rules(collection).Last()["when"]);
            Assert.All(Rules(collection).Where(r => (string)r["treatment"]! == "retain"), r => Assert.True(r["law"] is not null && r["until"] is not null));
        }
    }

    [Fact]
    public void Both_databases_have_the_same_tables_and_columns() =>
        Assert.Equal(Shape(PythonProSample.ReadSchema(SqlFlavor.Sqlite)), Shape(PythonProSample.ReadSchema(SqlFlavor.Postgres)));

    [Fact]
    public void On_PostgreSQL_only_the_main_source_differs()
    {
        var postgres = JObject.Parse(PythonProSample.MapJson(SourceKind.Postgres, "Pg"));
        Assert.Equal("""{"kind":"postgres","connection":"Pg","backups":"P14D","title":"the site's database"}""", postgres["sources"]!["main"]!.ToString(Newtonsoft.Json.Formatting.None));
        postgres["sources"]!["main"] = map["sources"]!["main"];
        Assert.True(JToken.DeepEquals(map, postgres));
        Assert.Throws<ArgumentOutOfRangeException>(() => PythonProSample.MapJson(SourceKind.Files));
    }

    public void Dispose() => sample.Dispose();

    private static IEnumerable<JToken> References(JToken collection) => collection["references"] ?? Enumerable.Empty<JToken>();

    private static List<JToken> Rules(JToken collection) =>
        collection["deletion"] is JArray rules ? [.. rules] : [collection["deletion"]!];

    private static List<string> Shape(string schema) =>
        [.. ShapeLine().Matches(schema).Select(m => m.Groups[1].Value + m.Groups[2].Value)];

    [GeneratedRegex(@"^CREATE (?:UNIQUE )?((?:TABLE|INDEX) .*)$|^  (\w+)", RegexOptions.Multiline)]
    private static partial Regex ShapeLine();

    private IEnumerable<JToken> TableCollections() => map["collections"]!.Values().Where(c => (string)c["source"]! == "main");
}
