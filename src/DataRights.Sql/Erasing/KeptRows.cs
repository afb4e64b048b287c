using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>
/// Marks what may not go. A row is shared when it belongs to a row outside the footprint too, or to a shared one; nobody
/// but its other owners may then lose it. A held row stays as it is, and so does what it hangs on.
/// </summary>
internal sealed class KeptRows(SqlWork work, MappedSchema schema, WorkTables tables, ErasureScope scope)
{
    private readonly IReadOnlySet<string> sharable = SharedCollections.Of(schema);

    public async Task MarkAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var marked = await MarkDetachedAsync(cancellationToken) + await MarkMembershipsAsync(footprint, cancellationToken);
        for (var more = 1L; more > 0; marked += more)
        {
            // What hangs on a row that has just been found shared is shared as well.
            more = await MarkSharedAsync(footprint, cancellationToken);
        }

        await MarkHeldAsync(cancellationToken);
        if (marked > 0 || scope.Held.Count > 0)
        {
            await tables.RefreshAsync(cancellationToken);
        }
    }

    private async Task<long> MarkDetachedAsync(CancellationToken cancellationToken)
    {
        var marked = 0L;
        foreach (var table in tables.All.Where(t => t.Collection.Deletion.Any(r => r.Treatment == Treatment.Detach)))
        {
            marked += await SetAsync(table, KeptBecause.Shared, $"c.{WorkTable.Rule} in ({table.RulesOf(Treatment.Detach)})", cancellationToken);
        }

        return marked;
    }

    /// <summary>What the person was merely a member of is not the person's own, whoever else is a member.</summary>
    private async Task<long> MarkMembershipsAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var marked = 0L;
        foreach (var table in tables.All.Where(t => t.Rows > 0 && schema.Graph.Into(t.Collection).Any(e => e.IsMembership)))
        {
            var statement = new SqlStatement();
            var located = tables.All.ToDictionary(t => t.Collection.Name, t => t.Name);
            var owned = new FootprintQuery(work.Dialect, schema, footprint, statement, located).Ownership(table.Collection, "c");
            statement.Text = $"{Update(table, KeptBecause.Shared)} where c.{WorkTable.Kept} = 0 and not {work.Dialect.IsTrue(owned)}";
            marked += await work.ExecuteAsync(statement, cancellationToken);
        }

        return marked;
    }

    private async Task<long> MarkSharedAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var marked = 0L;
        foreach (var table in tables.All.Where(t => t.Rows > 0 && sharable.Contains(t.Collection.Name)))
        {
            foreach (var edge in schema.Graph.Into(table.Collection).Where(schema.IsLive))
            {
                marked += await MarkSharedAsync(footprint, table, edge, cancellationToken);
            }
        }

        return marked;
    }

    private Task<long> MarkSharedAsync(Footprint footprint, WorkTable table, OwningEdge edge, CancellationToken cancellationToken)
    {
        var sql = new EdgeSql(work.Dialect, schema, edge);
        var outside = tables.Of(edge.Parent) is not { } parents ? "" : $" and not exists (select 1 from {parents.Name} k where {WorkTable.IsSame(edge.Parent, "k", "p")} and {WorkTable.IsMine("k")})";
        var others = $"exists (select 1 from {SqlDialect.Table(edge.Parent.From)} p where {sql.LeadsTo("c", c => $"p.{SqlDialect.Quote(c)}")}{sql.ParentWhere("p")}{outside})";
        var statement = new SqlStatement();

        // Whoever is deleted is never somebody else's.
        var subject = table.Collection.Name == footprint.Root.Collection
            ? $" and not ({RootSql.Condition(work.Dialect, schema, table.Collection, footprint.Root, statement)("c")})"
            : "";
        statement.Text = $"{Update(table, KeptBecause.Shared)} where c.{WorkTable.Kept} = 0{sql.ChildWhere("c")}{subject} and {others}";
        return work.ExecuteAsync(statement, cancellationToken);
    }

    private async Task MarkHeldAsync(CancellationToken cancellationToken)
    {
        if (scope.Held.Count == 0)
        {
            return;
        }

        foreach (var held in scope.Held)
        {
            if (tables.All.FirstOrDefault(t => t.Collection.Name == held.Collection) is { } table)
            {
                await SetAsync(table, KeptBecause.Held, held.When is { } when ? Meets(table, when) : "1 = 1", cancellationToken);
            }
        }

        while (await HoldOwnersAsync(cancellationToken) > 0)
        {
            // A held row keeps what it hangs on, and that in turn keeps what it hangs on itself.
        }

        await MarkSharedAndHeldAsync(cancellationToken);
    }

    /// <summary>A shared row is not let go of while an owner that ties it to the person is held. It holds nothing itself.</summary>
    private async Task MarkSharedAndHeldAsync(CancellationToken cancellationToken)
    {
        foreach (var table in tables.All.Where(t => t.Rows > 0))
        {
            // A link's row is the tie itself, and goes or stays by its own.
            foreach (var edge in schema.Graph.Into(table.Collection).Where(e => schema.IsLive(e) && !e.Reference!.Via))
            {
                if (tables.Of(edge.Parent) is { Rows: > 0 } parents)
                {
                    var sql = new EdgeSql(work.Dialect, schema, edge);
                    await work.ExecuteAsync(
                        $"{Update(table, KeptBecause.SharedAndHeld)} where {WorkTable.IsKept("c", KeptBecause.Shared)} and exists (select 1 from {parents.Name} h where {WorkTable.IsKept("h", KeptBecause.Held)} and {sql.LeadsTo("c", c => $"h.{SqlDialect.Quote(c)}")}{sql.ChildWhere("c")}{sql.ParentWhere("h")})", cancellationToken);
                }
            }
        }
    }

    private async Task<long> HoldOwnersAsync(CancellationToken cancellationToken)
    {
        var marked = 0L;
        foreach (var table in tables.All)
        {
            foreach (var edge in schema.Graph.Into(table.Collection).Where(schema.IsLive))
            {
                if (tables.Of(edge.Parent) is { } parents)
                {
                    var sql = new EdgeSql(work.Dialect, schema, edge);
                    marked += await work.ExecuteAsync(
                        $"{Update(parents, KeptBecause.Held)} where c.{WorkTable.Kept} <> {(int)KeptBecause.Held} and exists (select 1 from {table.Name} h where {WorkTable.IsKept("h", KeptBecause.Held)} and {sql.LeadsTo("h", c => $"c.{SqlDialect.Quote(c)}")}{sql.ChildWhere("h")})", cancellationToken);
                }
            }
        }

        return marked + await HoldPointedAtAsync(cancellationToken);
    }

    /// <summary>What a held row merely points at stays too: the row would lose its pointer, or the database would not let go.</summary>
    private async Task<long> HoldPointedAtAsync(CancellationToken cancellationToken)
    {
        var marked = 0L;
        foreach (var table in tables.All.Where(t => t.Rows > 0))
        {
            foreach (var reference in table.Collection.References.Where(r => !r.Owns && schema.Has(table.Collection, r.Columns.Concat(PredicateColumns.Of(r.Where)))))
            {
                var target = schema.Map.Collection(reference.To);
                if (schema.Has(target, reference.ToColumns) && tables.Of(target) is { } pointedAt)
                {
                    var sql = new EdgeSql(work.Dialect, schema, table.Collection, reference);
                    marked += await work.ExecuteAsync(
                        $"{Update(pointedAt, KeptBecause.Held)} where c.{WorkTable.Kept} <> {(int)KeptBecause.Held} and exists (select 1 from {table.Name} h join {SqlDialect.Table(table.Collection.From)} t on {WorkTable.IsSame(table.Collection, "t", "h")} join {SqlDialect.Table(target.From)} p on {WorkTable.IsSame(target, "p", "c")} where {WorkTable.IsKept("h", KeptBecause.Held)} and {sql.LeadsTo("t", c => $"p.{SqlDialect.Quote(c)}")}{sql.ChildWhere("t")}{sql.ParentWhere("p")})", cancellationToken);
                }
            }
        }

        return marked;
    }

    private string Meets(WorkTable table, Predicate when) =>
        $"exists (select 1 from {SqlDialect.Table(table.Collection.From)} t where {WorkTable.IsSame(table.Collection, "t", "c")} and {work.Dialect.IsTrue(PredicateSql.Compile(work.Dialect, when, c => $"t.{SqlDialect.Quote(c)}"))})";

    private Task<long> SetAsync(WorkTable table, KeptBecause why, string condition, CancellationToken cancellationToken) =>
        work.ExecuteAsync($"{Update(table, why)} where {condition}", cancellationToken);

    private static string Update(WorkTable table, KeptBecause why) => FormattableString.Invariant($"update {table.Name} as c set {WorkTable.Kept} = {(int)why}");
}
