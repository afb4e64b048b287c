using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Retention;

/// <summary>All that may need an identity: the raw rows of every rule that names its table, the collections that refer to it, and foreign keys of the live schema.</summary>
internal sealed class IdentityNeeds(RetentionDialect dialect, RetentionPlan plan, DataMap map, IdentityTable identity)
{
    private readonly TableSchema table = plan.Schema.Table(identity.From)!;

    /// <summary>The map's collections that are the table.</summary>
    public static IEnumerable<Collection> Collections(DataMap map, string source, IdentityTable identity) =>
        map.Collections.Where(c => c.Source == source && !c.IsFiles && SourceSchema.Normalize(c.From) == SourceSchema.Normalize(identity.From));

    /// <summary>That nothing needs the identity <c>i</c>.</summary>
    /// <exception cref="RetentionRuleException">Something that may need it cannot be asked.</exception>
    public string None() => string.Join(" and ", All().DistinctBy(n => (SourceSchema.Normalize(n.Table), string.Join('\n', n.Columns), string.Join('\n', n.Keys)))
        .Select(n => $"not exists (select 1 from {SqlDialect.Table(n.Table)} n where {string.Join(" and ", n.Columns.Zip(n.Keys, (column, key) => Equal(n.Table, column, key)))})"));

    private IEnumerable<(string Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Keys)> All()
    {
        var names = Collections(map, plan.Rule.Source, identity).Select(c => c.Name).ToHashSet();
        foreach (var rule in map.Retention.Where(r => r.Source == plan.Rule.Source).Concat(plan.Group.Rules))
        {
            foreach (var same in rule.Identities.Where(i => SourceSchema.Normalize(i.From) == SourceSchema.Normalize(identity.From)))
            {
                yield return (rule.From, [same.Column], [same.Key]);
            }
        }

        foreach (var collection in map.Collections.Where(c => c.Source == plan.Rule.Source && !c.IsFiles))
        {
            foreach (var reference in collection.References.Where(r => names.Contains(r.To)))
            {
                yield return (collection.From, reference.Columns, reference.ToColumns);
            }
        }

        foreach (var other in plan.Schema.Tables)
        {
            foreach (var key in other.ForeignKeys.Where(k => k.ToTable.Equals(table.Name, StringComparison.OrdinalIgnoreCase)))
            {
                yield return (other.Name, key.Columns, key.ToColumns.Count > 0 ? key.ToColumns : table.PrimaryKey);
            }
        }
    }

    // Compared as they are where an index on them then serves.
    private string Equal(string needing, string column, string key)
    {
        if (plan.Schema.Table(needing) is not { HidesRows: false } other || other.Column(column) is not { } left || table.Column(key) is not { } right)
        {
            throw new RetentionRuleException(plan.Rule.Name, "identities-unseen", $"whether rows of '{needing}' still need an identity of '{identity.From}' cannot be seen: the table or a column is missing, or a policy may hide rows from the role; mend that, or drop the table from 'identities'.");
        }

        var (l, r) = ($"n.{SqlDialect.Quote(column)}", $"i.{SqlDialect.Quote(key)}");
        return left.NativeType == right.NativeType ? $"{l} = {r}" : $"{dialect.IdentityText(l)} = {dialect.IdentityText(r)}";
    }
}
