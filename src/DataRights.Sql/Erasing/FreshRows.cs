using DataRights.Sources;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>What the last transaction located, against what was noted before.</summary>
internal sealed class FreshRows(SqlWork work, WorkTables noted, WorkTables fresh)
{
    /// <summary>
    /// Takes out what has been treated already and stays on purpose; hands over what is new, and what was to go and has come to be somebody else's too, and notes
    /// it. Returns the collection of each page.
    /// </summary>
    public async Task<IReadOnlyList<string>> NoteAsync(IReadOnlySet<string> treated, Func<int, CapturedPage, CancellationToken, Task> keep, CancellationToken cancellationToken)
    {
        var late = new List<string>();
        foreach (var table in fresh.All.Where(t => t.Rows > 0).ToList())
        {
            var before = noted.Of(table.Collection)!;
            if (treated.Contains(table.Collection.Name))
            {
                await work.ExecuteAsync($"delete from {table.Name} as f where exists (select 1 from {before.Name} c where {WorkTable.IsSame(table.Collection, "c", "f")} and c.{WorkTable.Place} > 0 and c.{WorkTable.Kept} not in ({(int)KeptBecause.Held}, {(int)KeptBecause.SharedAndHeld}) and not ({before.Goes("c")}))", cancellationToken);
            }

            var same = WorkTable.IsSame(table.Collection, "c", "f");
            var isShared = $"{WorkTable.IsShared("f")} and exists (select 1 from {before.Name} c where {same} and {before.Goes("c")})";
            var isNew = $"{table.Name} f where (not exists (select 1 from {before.Name} c where {same}) or ({isShared}))";
            if (await work.CountAsync($"select count(*) from {isNew}", cancellationToken) == 0)
            {
                continue;
            }

            await foreach (var page in new Pages(work).ReadAsync(table, $"{isNew} order by {WorkTable.Place}", cancellationToken))
            {
                await keep(late.Count, page, cancellationToken);
                late.Add(page.Collection);
            }

            // It has not been treated, whatever its place.
            await work.ExecuteAsync($"update {before.Name} as c set {WorkTable.Place} = 0, {WorkTable.Kept} = {(int)KeptBecause.Shared} where {before.Goes("c")} and exists (select 1 from {table.Name} f where {same} and {WorkTable.IsShared("f")})", cancellationToken);
            var columns = string.Join(", ", WorkTable.OwnColumns.Concat(table.Columns).Select(c => SqlDialect.Quote(c.Name)));
            await work.ExecuteAsync($"insert into {before.Name} ({columns}) select {columns} from {isNew}", cancellationToken);
        }

        await fresh.RefreshAsync(cancellationToken);
        return late;
    }
}
