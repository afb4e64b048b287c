using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>Anti-joins before the commit: no deleted row is there, and nothing still belongs to one.</summary>
internal sealed class LeftOver(SqlWork work, MappedSchema schema, WorkTables tables)
{
    /// <exception cref="SourceException">Code <c>rows-left</c> (something keeps them), or <c>rows-arrived</c> (another try will find them).</exception>
    public async Task ExpectNoneAsync(CancellationToken cancellationToken)
    {
        // First what was kept from going, by a trigger perhaps: no other try will help that. A row so kept also refers to others.
        foreach (var table in tables.All.Where(t => t.Going > 0))
        {
            var key = table.Collection.Key;
            await ExpectNoneAsync(table.Collection, $"{FootprintQuery.Tuple(key, Col)} in (select {FootprintQuery.List(key, k => $"c.{SqlDialect.Quote(k)}")} from {table.Name} c where {table.Goes("c")})", "rows-left", false, cancellationToken);
        }

        foreach (var table in tables.All.Where(t => t.Going > 0))
        {
            foreach (var edge in schema.Graph.OutOf(table.Collection).Where(schema.IsLive))
            {
                var sql = new EdgeSql(work.Dialect, schema, edge);
                var owners = $"select {sql.Owner("p")} from {table.Name} p where {table.Goes("p")}{sql.ParentWhere("p")}";
                await ExpectNoneAsync(edge.Child, $"{sql.Leads("t", owners)}{sql.ChildWhere("t")}{Shared(edge.Child)}", "rows-arrived", true, cancellationToken);
            }
        }
    }

    // Where the key itself leads to the owner that is gone, a shared row goes on bearing it: it belongs to the others now.
    private string Shared(Collection child) => tables.Of(child) is { } table && table.RowsShared > 0
        ? $" and not {FootprintQuery.Tuple(child.Key, Col)} in (select {FootprintQuery.List(child.Key, k => $"c.{SqlDialect.Quote(k)}")} from {table.Name} c where {WorkTable.IsShared("c")})"
        : "";

    private async Task ExpectNoneAsync(Collection collection, string condition, string code, bool transient, CancellationToken cancellationToken)
    {
        if (await work.CountAsync($"select count(*) from {SqlDialect.Table(collection.From)} t where {condition}", cancellationToken) > 0)
        {
            throw new SourceException(work.Database.Name, code, transient);
        }
    }

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";
}
