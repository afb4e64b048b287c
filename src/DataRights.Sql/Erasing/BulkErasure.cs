using System.Diagnostics;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;

namespace DataRights.Sql.Erasing;

/// <summary>
/// Treats a large footprint in batches, leaves before roots, each a transaction of its own that holds its locks for a
/// fraction of a second and says in the same commit how far it came. The rows that identify the subject, rows in cycles of
/// several tables and whatever has changed since it was located are left for the last transaction.
/// </summary>
internal sealed class BulkErasure(SqlWork work, MappedSchema schema, WorkTables tables, Erasure erasure, IReadOnlyList<IReadOnlyList<Collection>> order)
{
    private const int MostTries = 6;
    private readonly EffectLog log = new(work.Database);
    private readonly ErasureStatements statements = new(work.Dialect, schema, tables);
    private BatchSize size = new(erasure.BatchRows);
    private readonly List<BulkStep> steps = [];

    /// <summary>The collections that batches see to.</summary>
    public IReadOnlySet<string> Treated => steps.Select(s => s.Collection).ToHashSet();

    /// <summary>Null when the time was up before the end.</summary>
    public async Task<BulkProgress?> RunAsync(CancellationToken cancellationToken)
    {
        steps.AddRange(Steps());
        var progress = await log.FindProgressAsync(work, erasure, cancellationToken) ?? new BulkProgress();
        while (progress.Step < steps.Count)
        {
            if (erasure.TimeIsUp())
            {
                return null;
            }

            progress = await BatchAsync(cancellationToken) ?? throw new FencedException(erasure.RequestId);
        }

        return progress;
    }

    private IEnumerable<BulkStep> Steps()
    {
        // What a row refers to that is left for the end is left for the end as well.
        var left = new HashSet<string>([erasure.Footprint.Root.Collection], StringComparer.Ordinal);
        foreach (var group in order)
        {
            if (group.Count > 1 || left.Contains(group[0].Name))
            {
                left.UnionWith(group.Where(c => tables.Of(c) is { Rows: > 0 }).SelectMany(c => c.References.Select(r => r.To).Append(c.Name)));
                continue;
            }

            if (tables.Of(group[0]) is not { Rows: > 0 } table)
            {
                continue;
            }

            if (table.Unplaced)
            {
                left.UnionWith(group[0].References.Select(r => r.To));
                continue;
            }

            for (var rule = 0; rule < table.Collection.Deletion.Count; rule++)
            {
                if (table.Collection.Deletion[rule].Treatment is Treatment.Anonymize or Treatment.Retain && table.RowsOf(rule) > 0)
                {
                    yield return new BulkStep(BulkStep.Kind.Replace, table.Collection.Name, rule);
                }
            }

            if (table.RowsShared > 0)
            {
                yield return new BulkStep(BulkStep.Kind.Unlink, table.Collection.Name);
            }

            if (table.Going > 0)
            {
                yield return new BulkStep(BulkStep.Kind.Delete, table.Collection.Name);
            }
        }
    }

    private async Task<BulkProgress?> BatchAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await erasure.BeforeBatchAsync(cancellationToken);
            try
            {
                return await TryAsync(skip: false, cancellationToken);
            }
            catch (SourceException e) when (e.Code is "postgres-23503" or "sqlite-787")
            {
                // Something points here that did not when it was located. The last transaction looks again.
                return await TryAsync(skip: true, cancellationToken);
            }
            catch (SourceException e) when (attempt < MostTries && e.Code is "postgres-40001" or "postgres-40P01" or "postgres-55P03" or "postgres-57014" && !cancellationToken.IsCancellationRequested)
            {
                size = size.Halved();
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken);
            }
        }
    }

    private async Task<BulkProgress> TryAsync(bool skip, CancellationToken cancellationToken)
    {
        await using var transaction = await work.BeginAsync(work.Dialect.BeginWriteAsync, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await EffectLog.FenceAsync(work, erasure, cancellationToken);

        // Read under the fence: what another run of this request did in the meantime is done.
        var progress = await log.FindProgressAsync(work, erasure, cancellationToken) ?? new BulkProgress();
        if (progress.Step >= steps.Count)
        {
            return progress;
        }

        var step = steps[progress.Step];
        var table = tables.All.First(t => t.Collection.Name == step.Collection);
        foreach (var statement in HasIndex(table.Collection) ? work.Dialect.BeforeBatch.Concat(work.Dialect.RowByRow) : work.Dialect.BeforeBatch)
        {
            await work.ExecuteAsync(statement, cancellationToken);
        }

        var slice = new Slice(progress.Place, progress.Place + size.Rows);
        if (!skip)
        {
            await TreatAsync(step, table, slice, progress, cancellationToken);
        }

        var isOver = slice.To >= await work.CountAsync($"select coalesce(max({WorkTable.Place}), 0) from {table.Name}", cancellationToken);
        (progress.Step, progress.Place) = isOver ? (progress.Step + 1, 0) : (progress.Step, slice.To);
        progress.Batches++;
        var took = Stopwatch.GetElapsedTime(began);
        progress.Longest = took > progress.Longest ? took : progress.Longest;
        await EffectLog.WriteProgressAsync(work, erasure, progress, cancellationToken);
        await work.CommitAsync(cancellationToken);

        // What a row costs in one table says nothing of the next.
        size = isOver ? new BatchSize(erasure.BatchRows) : size.After(Stopwatch.GetElapsedTime(began));
        return progress;
    }

    private async Task TreatAsync(BulkStep step, WorkTable table, Slice slice, BulkProgress progress, CancellationToken cancellationToken)
    {
        var name = step.Collection;
        switch (step.What)
        {
            case BulkStep.Kind.Replace:
                await new TreatedRows(work, table).CountAsync(step.Rule, slice, progress.Counts, cancellationToken);
                if (statements.ReplaceSlice(table, step.Rule, slice, Owned()) is { } replace)
                {
                    await work.ExecuteAsync(replace, cancellationToken);
                }

                break;
            case BulkStep.Kind.Unlink:
                foreach (var unlink in statements.Unlink(table, slice, Owned()))
                {
                    await unlink.RunAsync(work, cancellationToken);
                }

                OutcomeCounts.Add(progress.Counts.Shared, name, await work.CountAsync($"select count(*) from {table.Name} c where {WorkTable.IsKept("c", KeptBecause.Shared)}{slice.Of("c")}", cancellationToken));
                break;
            default:
                await DeleteAsync(table, slice, progress.Counts, cancellationToken);
                break;
        }
    }

    private async Task DeleteAsync(WorkTable table, Slice slice, OutcomeCounts counts, CancellationToken cancellationToken)
    {
        foreach (var (collection, own, others) in statements.Detach(table, slice, Owned()))
        {
            if (own is not null)
            {
                await work.ExecuteAsync(own, cancellationToken);
            }

            OutcomeCounts.Add(counts.Detached, collection, await work.ExecuteAsync(others, cancellationToken));
        }

        var wanted = await work.CountAsync($"select count(*) from {table.Name} c where {table.Goes("c")}{slice.Of("c")}", cancellationToken);
        var deleted = await work.ExecuteAsync(statements.DeleteSlice(table, slice, Owned()), cancellationToken);

        // Where the database cascades, or the application was faster, a row is gone before its own statement gets to it.
        var left = deleted < wanted ? await work.CountAsync(ErasureStatements.CountLeft(table, slice), cancellationToken) : 0;
        OutcomeCounts.Add(counts.Deleted, table.Collection.Name, wanted - left);
    }

    private bool HasIndex(Collection collection) =>
        schema.Table(collection) is var table && table.UniqueKeys.Append(table.PrimaryKey).Any(key => key.Count > 0 && key.All(collection.Key.Contains));

    private StillOwned Owned() => new(work.Dialect, schema, erasure.Footprint);
}
