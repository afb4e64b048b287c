using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;
using DataRights.Sql.Epochs;
using DataRights.Sql.Retention;

namespace DataRights.Sql.Grants;

/// <summary>
/// The rights that a data map asks for in one PostgreSQL database: enough to export, delete, verify and run the retention
/// rules, and none that could be spared. Columns that the map keeps out of exports and does not use otherwise are not
/// readable with them.
/// </summary>
public static class PostgresGrants
{
    private static readonly string[] OwnRights = ["select", "insert", "update", "delete"];

    /// <summary>The grants, in an order in which they can be run. The tables are to be there.</summary>
    /// <param name="map">The map.</param>
    /// <param name="source">The name of a PostgreSQL source in it.</param>
    public static IReadOnlyList<PostgresGrant> Of(DataMap map, string source)
    {
        var graph = new MapGraph(map);
        var needs = new Dictionary<string, TableNeeds>();
        var collections = map.Collections.Where(c => c.Source == source && !c.IsFiles).ToList();
        foreach (var collection in collections)
        {
            var table = Table(needs, collection.From);
            table.Read(Read(map, graph, collection));
            table.Write(Written(collection).Concat(Cut(graph, collection)));
            table.Deletes |= collection.Deletion.Any(r => r.Treatment == Treatment.Delete);
            if (collection.Root is not null)
            {
                table.LockedBy ??= collection.Key[0];
            }
        }

        var rules = map.Retention.Where(r => r.Source == source).ToList();
        foreach (var rule in rules)
        {
            var raw = Table(needs, rule.From);
            raw.Read([.. rule.Columns, "ctid"]);
            raw.Deletes = true;
            Table(needs, rule.Into).Inserts = true;
            foreach (var identity in rule.Identities)
            {
                var known = Table(needs, identity.From);
                known.Read([identity.Key, identity.Seen, .. identity.Accounts]);
                known.Deletes = true;
                known.LockedBy ??= identity.Key;
            }
        }

        IEnumerable<PostgresGrant> own =
        [
            .. collections.Count > 0 ? OwnRights.Select(r => Own(r, "data_rights_effects")) : rules.Count > 0 ? OwnRights[..3].Select(r => Own(r, "data_rights_effects")) : [],
            .. collections.Count > 0 ? OwnRights[..3].Select(r => Own(r, EpochTable.Name)) : [],
            .. rules.Count > 0 ? OwnRights[..3].Select(r => Own(r, Watermark.TableName)) : [],
        ];
        return
        [
            new PostgresGrant("connect", PostgresGrant.Database, []),
            new PostgresGrant("temporary", PostgresGrant.Database, []),
            .. Schemas(needs).Select(s => new PostgresGrant("usage", $"schema {SqlDialect.Quote(s)}", [])),
            .. needs.Values.SelectMany(n => n.Grants()),
            .. own,
        ];
    }

    /// <summary>
    /// Definitions of the system's own tables, to be run by their owner beforehand, so that the role needs no right to
    /// create any. Those of aggregates take their types from the live schema and are left out without it.
    /// </summary>
    public static IReadOnlyList<string> Tables(DataMap map, string source, SourceSchema? live)
    {
        var dialect = new PostgresRetentionDialect();
        var rules = map.Retention.Where(r => r.Source == source).ToList();
        var definitions = new List<string>();
        var hasCollections = map.Collections.Any(c => c.Source == source && !c.IsFiles);
        if (hasCollections || rules.Count > 0)
        {
            definitions.Add($"{new PostgresDialect().CreateEffects};");
        }

        if (hasCollections)
        {
            definitions.Add($"{EpochTable.Create};");
        }

        if (rules.Count > 0)
        {
            definitions.Add($"{new Watermark(dialect).Create.Replace("create table ", "create table if not exists ", StringComparison.Ordinal)};");
        }

        foreach (var rule in rules.Where(r => live is not null && live.Table(r.Into) is null))
        {
            var plan = RetentionPlan.Of(RetentionGroup.Of(rule), live!, hasRowId: true);
            definitions.Add($"{RetentionTarget.Create(rule, RetentionTarget.Columns(plan, rule, dialect))};");
        }

        return definitions;
    }

    private static IEnumerable<string> Read(DataMap map, MapGraph graph, Collection collection) =>
    [
        .. collection.Key,

        // Batches find the rows again by their place on disk.
        "ctid", "tableoid",
        // A deep search looks into what is not exported as well.
        .. collection.Columns.Select(c => c.Name).Where(c => map.DeepSearch is not null || !IsOmitted(collection, c)),
        .. collection.Root?.Key ?? [],
        .. collection.Root?.Identifiers.Select(i => i.Column) ?? [],
        .. collection.References.SelectMany(r => r.IsWalked || r.Detach ? r.Columns.Concat(PredicateColumns.Of(r.Where)) : r.Columns.Where(c => !IsOmitted(collection, c))),
        .. graph.OutOf(collection).SelectMany(e => e.ParentColumns.Concat(PredicateColumns.Of(e.Reference?.ToWhere))),
        .. map.Collections.Where(c => c.Source == collection.Source).SelectMany(c => c.References)
            .Where(r => r.Detach && r.To == collection.Name).SelectMany(r => r.ToColumns.Concat(PredicateColumns.Of(r.ToWhere))),
        .. collection.Deletion.SelectMany(r => PredicateColumns.Of(r.When)
            .Concat(r.Until is { } until ? [until.Column] : [])
            .Concat(r.Anonymize.Select(a => a.Column))),
    ];

    private static bool IsOmitted(Collection collection, string column) =>
        collection.Columns.Any(c => c.Name == column && c.Export == ColumnExport.Omit);

    /// <summary>
    /// What ties rows to a person where others can have a part in them: it is set to null when the person goes. By the map alone,
    /// so a little more than where the live keys rule that out.
    /// </summary>
    private static IEnumerable<string> Cut(MapGraph graph, Collection collection) => !IsSharable(graph, collection, [])
        ? []
        : graph.Into(collection).Where(e => !e.CrossesSources).Where(e => !e.Reference!.Via).SelectMany(e => e.Reference!.Columns).Where(c => !collection.Key.Contains(c));

    private static bool IsSharable(MapGraph graph, Collection collection, HashSet<string> path)
    {
        var edges = graph.Into(collection).Where(e => !e.CrossesSources && e.Reference is not null).ToList();
        return path.Add(collection.Name) && (edges.Count > 1
            || collection.Deletion.Any(r => r.Treatment == Treatment.Detach)
            || edges.Exists(e => e.Compare != JoinTransform.None || !e.Parent.Key.All(e.ParentColumns.Contains) || IsSharable(graph, e.Parent, path)));
    }

    private static IEnumerable<string> Written(Collection collection) =>
        collection.Deletion.SelectMany(r => r.Anonymize.Select(a => a.Column))
            .Concat(collection.References.Where(r => r.Detach).SelectMany(r => r.Columns));

    private static TableNeeds Table(Dictionary<string, TableNeeds> needs, string from)
    {
        var name = Qualified(from);
        return needs.TryGetValue(name, out var known) ? known : needs[name] = new TableNeeds(name);
    }

    private static IEnumerable<string> Schemas(Dictionary<string, TableNeeds> needs) =>
        needs.Keys.Select(t => t[1..t.IndexOf("\".\"", StringComparison.Ordinal)].Replace("\"\"", "\"", StringComparison.Ordinal)).Append("public").Distinct(StringComparer.Ordinal);

    private static PostgresGrant Own(string privilege, string table) => new(privilege, Qualified(table), []);

    // A name without a schema means public, also for a session whose search path says otherwise.
    private static string Qualified(string from) => string.Join('.', (from.Contains('.', StringComparison.Ordinal) ? from : $"public.{from}").Split('.').Select(SqlDialect.Quote));
}
