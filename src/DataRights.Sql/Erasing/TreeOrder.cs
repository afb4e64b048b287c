using System.Globalization;
using DataRights.Mapping;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>
/// Puts the rows of a tree in an order in which those further from the top come first, so that a batch never leaves rows
/// behind whose owner is gone.
/// </summary>
internal static class TreeOrder
{
    /// <summary>A tree that is deeper than this, or no tree at all, is treated in one transaction.</summary>
    private const int MostLevels = 200;

    /// <summary>Numbers the rows anew. Rows that cannot be put in order keep a place of 0: no batch takes them.</summary>
    public static async Task RenumberAsync(SqlWork work, MappedSchema schema, IReadOnlyList<Collection> group, IReadOnlyDictionary<string, WorkTable> tables, CancellationToken cancellationToken)
    {
        var table = tables[group[0].Name];
        if (group.Count > 1 || !await LevelAsync(work, schema, table, cancellationToken))
        {
            foreach (var member in group)
            {
                await work.ExecuteAsync($"update {tables[member.Name].Name} set {WorkTable.Place} = 0", cancellationToken);
            }

            return;
        }

        // The place holds minus the depth by now.
        var key = FootprintQuery.List(table.Collection.Key, SqlDialect.Quote);
        var same = WorkTable.IsSame(table.Collection, "x", "c");
        await work.ExecuteAsync(
            $"update {table.Name} as c set {WorkTable.Place} = x.n from (select {key}, row_number() over (order by {WorkTable.Place}, {key}) as n from {table.Name}) x where {same}", cancellationToken);
    }

    /// <summary>Sets each row's place to minus its depth; false when that does not end.</summary>
    private static async Task<bool> LevelAsync(SqlWork work, MappedSchema schema, WorkTable table, CancellationToken cancellationToken)
    {
        await work.ExecuteAsync($"update {table.Name} set {WorkTable.Place} = 0", cancellationToken);
        foreach (var statement in work.Dialect.AfterFilling(table.Name, table.Collection.Key, long.MaxValue))
        {
            await work.ExecuteAsync(statement, cancellationToken);
        }

        var edges = schema.Graph.Into(table.Collection).Where(e => e.Parent.Name == table.Collection.Name && schema.IsLive(e)).ToList();
        for (var level = 0; level < MostLevels; level++)
        {
            var deeper = 0L;
            foreach (var edge in edges)
            {
                var sql = new EdgeSql(work.Dialect, schema, edge);
                var owners = $"select {sql.Owner("p")} from {table.Name} p where p.{WorkTable.Place} = {Number(-level)}{sql.ParentWhere("p")}";
                deeper += await work.ExecuteAsync(
                    $"update {table.Name} as c set {WorkTable.Place} = {Number(-level - 1)} where {sql.Leads("c", owners)}{sql.ChildWhere("c")}", cancellationToken);
            }

            if (deeper == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
