using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using DataRights.Subjects;

namespace DataRights.Sql.Retention;

/// <summary>How a rule's raw rows lead to people by the map.</summary>
internal sealed class RawOwners(RetentionPlan plan, DataMap map)
{
    public MappedSchema Schema { get; } = new(map, plan.Rule.Source, plan.Schema);

    /// <summary>The collections that are the raw table.</summary>
    public IReadOnlyList<Collection> Raw { get; } =
        [.. map.Collections.Where(c => c.Source == plan.Rule.Source && !c.IsFiles && SourceSchema.Normalize(c.From) == SourceSchema.Normalize(plan.Rule.From))];

    public Collection Root(string name) => Schema.Map.Collection(name);

    /// <summary>Whether the account column holds the root's key: the map says so, or the raw table refers to nobody by it.</summary>
    public bool AccountIsKeyOf(Collection root)
    {
        if (root.Root is not { Key: [var key] })
        {
            return false;
        }

        var said = Accounts.ToList();
        return said.Count == 0 || said.Exists(e => e.Parent.Name == root.Name && e.CrossesSources && e.ParentColumns.SequenceEqual([key]));
    }

    /// <summary>The root keys of everyone that raw rows may lead to.</summary>
    public async IAsyncEnumerable<RootKey> RootKeysAsync(SqlDatabase database, RetentionDialect retention, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (root, select) in Candidates(database.Dialect, retention))
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            await using var command = RetentionCommands.On(connection, null, new SqlStatement { Text = select });
            await using var reader = await database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
            while (await database.GuardAsync(() => reader.ReadAsync(cancellationToken)))
            {
                yield return new RootKey(root.Name, new Key([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]));
            }
        }
    }

    /// <summary>Selects of the keys, as texts, of everyone that raw rows may lead to; read while a hold is on a person.</summary>
    /// <exception cref="RetentionRuleException">The map ties the account to something in another source that is not a root's key.</exception>
    private IEnumerable<(Collection Root, string Select)> Candidates(SqlDialect dialect, RetentionDialect retention)
    {
        if (Accounts.FirstOrDefault(e => e.CrossesSources && !(e.Parent.Root is { } r && e.ParentColumns.SequenceEqual(r.Key))) is { } stray)
        {
            throw new RetentionRuleException(
                plan.Rule.Name, "holds-unconnected",
                $"a legal hold is on a person, and '{plan.Rule.Person[0]}' of '{plan.Rule.From}' refers to '{stray.Parent.Name}' in another source by what is not its root key, so nobody can tell whose rows are kept; refer to the root key, or release the hold.");
        }

        var account = retention.IdentityText($"r.{SqlDialect.Quote(plan.Rule.Person[0])}");
        foreach (var root in Schema.Map.Collections.Where(c => c.Root is not null))
        {
            if (Schema.Has(root, root.Root!.Key) && Schema.Graph.Reachable(root).Any(c => Raw.Any(r => r.Name == c.Name)))
            {
                yield return (root, $"select {string.Join(", ", root.Root.Key.Select(k => Folded(root, k, dialect.KeyText($"r.{SqlDialect.Quote(k)}", Schema.Column(root, k)))))} from {SqlDialect.Table(root.From)} r");
            }
            else if (AccountIsKeyOf(root))
            {
                yield return (root, $"select distinct {Folded(root, root.Root.Key[0], account)} from {plan.RawTable} r where {account} is not null");
            }
        }
    }

    /// <summary>The references by the account column.</summary>
    private IEnumerable<OwningEdge> Accounts => Raw.SelectMany(Schema.Graph.Into).Where(e => e.Reference is { } r && r.Columns.Contains(plan.Rule.Person[0]));

    private string Folded(Collection root, string column, string text) => Schema.IsFolded(root, column) ? $"lower({text})" : text;
}
