using System.Data.Common;
using DataRights.Mapping;

namespace DataRights.Sql.Retention;

/// <summary>
/// Drops one partition of PostgreSQL in place of deleting its rows, in one transaction. Writers are locked out first; then all of its rows are counted, and it is dropped
/// only if each is of a period whose published rows are being destroyed and none is kept by a hold. A row that came after its period was
/// settled keeps the partition: it belongs into the next publication.
/// </summary>
internal sealed class PartitionDrop(PostgresRetentionDialect dialect, RetentionPlan plan)
{
    /// <summary>Periods that one count can tell apart.</summary>
    private const int MostPeriods = 400;

    // Only those who write into this one partition wait behind us. Long enough for autovacuum to give way.
    private const string WaitForWriters = "set local lock_timeout = '2s'";

    // Whoever uses the table waits behind us.
    private const string WaitForReaders = "set local lock_timeout = '500ms'";

    /// <summary>Whether rows may go in another way than by a delete: nothing else would have been done with them.</summary>
    public bool IsPossible => plan.Rule.Partitions == PartitionTreatment.Drop && plan.Raw.Partitions.Count > 0 && !plan.Raw.HidesRows
        && !plan.Raw.Triggers.Any(t => t.OnDelete) && !plan.Schema.Tables.Any(t => t.ForeignKeys.Any(k => k.ToTable == plan.Raw.Name));

    /// <summary>Drops the newest partition that ends with the period or before it and may go. How many rows went; null when there is none.</summary>
    public async Task<long?> TryAsync(DateOnly period, HeldCondition? held, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        // The lock makes runners take turns.
        if (await Watermark.FindAsync(plan, period, connection, transaction, dialect.RowLock, cancellationToken) is null)
        {
            return null;
        }

        foreach (var partition in (await FindAsync(period, connection, transaction, cancellationToken)).Where(p => p.MayBeDropped))
        {
            await transaction.SaveAsync("partition", cancellationToken);
            await RunAsync(WaitForWriters, connection, transaction, cancellationToken);
            await RunAsync($"lock table {partition.Name} in share row exclusive mode", connection, transaction, cancellationToken);
            if (await CountAsync(partition, period, held, connection, transaction, cancellationToken) is { } counts)
            {
                await RunAsync(WaitForReaders, connection, transaction, cancellationToken);
                await RunAsync($"drop table {partition.Name}", connection, transaction, cancellationToken);
                foreach (var (of, rows) in counts)
                {
                    await Watermark.AddDestroyedAsync(plan, of, rows, connection, transaction, cancellationToken);
                }

                return counts.Sum(c => c.Rows);
            }

            // Gives the locks back.
            await transaction.RollbackAsync("partition", cancellationToken);
        }

        return null;
    }

    /// <summary>The partition's rows by period, where all of them may go; otherwise null.</summary>
    private async Task<IReadOnlyList<(DateOnly Period, long Rows)>?> CountAsync(PostgresPartition partition, DateOnly period, HeldCondition? held, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var open = await WatermarkPeriods.OpenAsync(plan, period, MostPeriods, connection, transaction, cancellationToken);
        var statement = held?.Statement() ?? new SqlStatement();
        var filters = open.Select(p => dialect.InPeriod(plan, "r", p)).Prepend(held?.Of("r") ?? "false");
        statement.Text = $"select count(*), {string.Join(", ", filters.Select(f => $"count(*) filter (where {f})"))} from {partition.Name} r";
        var counts = (await RetentionCommands.RowAsync(connection, transaction, statement, cancellationToken))!;
        return counts[1] == 0 && counts[2..].Sum() == counts[0] ? [.. open.Zip(counts[2..]).Where(c => c.Second > 0)] : null;
    }

    // At any depth, so long as it is the time alone that leads to it. A bound is read as the catalogue shows it to this very session.
    private async Task<IReadOnlyList<PostgresPartition>> FindAsync(DateOnly period, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        statement.Text = $"""
            with recursive tree as (
              select i.inhrelid as oid, i.inhparent as parent, 1 as depth from pg_inherits i where i.inhparent = {statement.Parameter(plan.RawTable)}::regclass
              union all select i.inhrelid, i.inhparent, t.depth + 1 from tree t join pg_inherits i on i.inhparent = t.oid),
            bounded as (
              select t.oid, t.depth, (regexp_match(pg_get_expr(c.relpartbound, c.oid), ' TO \(''([^'']*)''\)$'))[1] as high
              from tree t join pg_class c on c.oid = t.oid and c.relispartition join pg_partitioned_table p on p.partrelid = t.parent
              join pg_attribute a on a.attrelid = t.parent and a.attnum = p.partattrs[0]
              where p.partstrat = 'r' and p.partnatts = 1 and a.attname = {statement.Parameter(plan.Time.Name)}),
            past as (select * from bounded where high is not null and high::{plan.Time.NativeType} <= {PostgresRetentionDialect.FirstAfter(plan, period)})
            select format('%I.%I', n.nspname, c.relname), (select bool_and(pg_has_role(x.relowner, 'usage') and not row_security_active(x.oid)) from pg_partition_tree(p.oid) l join pg_class x on x.oid = l.relid)
            from past p join pg_class c on c.oid = p.oid join pg_namespace n on n.oid = c.relnamespace order by p.depth, p.high::{plan.Time.NativeType} desc
            """;
        await using var command = RetentionCommands.On(connection, transaction, statement);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<PostgresPartition>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new PostgresPartition(reader.GetString(0), reader.GetBoolean(1)));
        }

        return found;
    }

    private static Task<int> RunAsync(string text, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        RetentionCommands.ExecuteAsync(connection, transaction, text, cancellationToken);
}
