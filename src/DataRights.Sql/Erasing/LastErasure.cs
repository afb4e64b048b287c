using System.Diagnostics;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;

namespace DataRights.Sql.Erasing;

/// <summary>
/// The last transaction of an erasure: holds the subject's row, locates everything once more, notes what is new, treats what
/// is left, leaves before roots, and checks that nothing remains. Tried again when rows arrived or locks clashed meanwhile.
/// </summary>
internal sealed class LastErasure(SqlWork work, MappedSchema schema, WorkTables noted, Erasure erasure, ErasureScope scope)
{
    private const int MostTries = 4;
    private readonly EffectLog log = new(work.Database);
    private readonly IReadOnlyList<Collection> collections = [.. scope.Order.SelectMany(g => g).Where(schema.IsLive)];

    /// <param name="progress">What batches have done before; null when there were none and the noted rows are yet to be treated.</param>
    /// <param name="treated">The collections whose noted rows have been treated.</param>
    /// <param name="cancellationToken">Ends the call without effect.</param>
    public async Task<ErasureOutcome> RunAsync(BulkProgress? progress, IReadOnlySet<string> treated, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(progress, treated, cancellationToken);
            }
            catch (SourceException e) when (attempt < MostTries && IsWorthAnotherTry(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken);
            }
            catch (SourceException e) when (!e.IsTransient && IsWorthAnotherTry(e))
            {
                // Somebody goes on writing. They will pause, or an operator is asked when the run's tries are used up.
                throw new SourceException(e.SourceName, e.Code, true);
            }
        }
    }

    // A row that arrived between locating and deleting breaks a foreign key or is found by the last check; locating again finds it.
    private static bool IsWorthAnotherTry(SourceException e) =>
        e.Code is "rows-arrived" or "postgres-23503" or "postgres-40001" or "postgres-40P01" or "sqlite-787";

    private async Task<ErasureOutcome> TryAsync(BulkProgress? progress, IReadOnlySet<string> treated, CancellationToken cancellationToken)
    {
        await using var transaction = await work.BeginAsync(work.Dialect.BeginWriteAsync, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await EffectLog.FenceAsync(work, erasure, cancellationToken);
        if (await log.FindAsync(work, erasure, cancellationToken) is { } done)
        {
            await work.CommitAsync(cancellationToken);
            return done;
        }

        foreach (var text in work.Dialect.BeforeWriting)
        {
            await work.ExecuteAsync(text, cancellationToken);
        }

        await LockRootAsync(cancellationToken);
        var fresh = new WorkTables(work, schema, collections, "dr_f");
        await fresh.PrepareAsync(cancellationToken);
        await fresh.LocateAsync(erasure.Footprint, treated.Count > 0 ? noted : null, cancellationToken);
        await new KeptRows(work, schema, fresh, scope).MarkAsync(erasure.Footprint, cancellationToken);
        var late = await new FreshRows(work, noted, fresh).NoteAsync(treated, erasure.KeepAsync, cancellationToken);

        var counts = progress?.Counts.Copy() ?? new OutcomeCounts();
        foreach (var unfinished in await log.TakeUntoldAsync(work, erasure, cancellationToken))
        {
            counts.Add(unfinished);
        }

        await ApplyAsync(fresh, treated.Count > 0 ? noted : null, counts, cancellationToken);
        await new LeftOver(work, schema, fresh).ExpectNoneAsync(cancellationToken);
        await fresh.DropAsync(cancellationToken);
        var outcome = new ErasureOutcome(counts.Outcomes(collections.Select(c => c.Name)), false)
        {
            Late = late,
            Epoch = erasure.Epoch,
            Batches = (progress?.Batches ?? 0) + 1,
            LongestBatch = Stopwatch.GetElapsedTime(began) is var took && progress?.Longest > took ? progress.Longest : took,
        };
        await EffectLog.WriteAsync(work, erasure, outcome, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return outcome;
    }

    private async Task ApplyAsync(WorkTables fresh, WorkTables? gone, OutcomeCounts counts, CancellationToken cancellationToken)
    {
        var statements = new ErasureStatements(work.Dialect, schema, fresh, gone);
        foreach (var group in scope.Order)
        {
            var tables = group.Select(fresh.Of).OfType<WorkTable>().Where(t => t.Rows > 0).ToList();
            foreach (var table in tables)
            {
                await KeepAsync(statements, table, counts, cancellationToken);
            }

            var going = tables.Where(t => t.Going > 0).ToList();
            foreach (var statement in statements.DeleteAll(going))
            {
                await work.ExecuteAsync(statement, cancellationToken);
            }

            // Not what the statements report: where the database cascades, a row may go before its own statement gets to it.
            // That none is left is checked before the commit.
            going.ForEach(t => OutcomeCounts.Add(counts.Deleted, t.Collection.Name, t.Going));
        }
    }

    private async Task KeepAsync(ErasureStatements statements, WorkTable table, OutcomeCounts counts, CancellationToken cancellationToken)
    {
        foreach (var (collection, own, others) in statements.Detach(table, Slice.All))
        {
            if (own is not null)
            {
                await work.ExecuteAsync(own, cancellationToken);
            }

            OutcomeCounts.Add(counts.Detached, collection, await work.ExecuteAsync(others, cancellationToken));
        }

        for (var rule = 0; rule < table.Collection.Deletion.Count; rule++)
        {
            if (table.Collection.Deletion[rule].Treatment is Treatment.Anonymize or Treatment.Retain && table.RowsOf(rule) > 0)
            {
                await new TreatedRows(work, table).CountAsync(rule, Slice.All, counts, cancellationToken);
                if (statements.Replace(table, rule) is { } replace)
                {
                    await work.ExecuteAsync(replace, cancellationToken);
                }
            }
        }

        if (table.RowsShared > 0)
        {
            foreach (var unlink in statements.Unlink(table, Slice.All))
            {
                await unlink.RunAsync(work, cancellationToken);
            }

            OutcomeCounts.Add(counts.Shared, table.Collection.Name, table.RowsKept(KeptBecause.Shared));
        }

        OutcomeCounts.Add(counts.Held, table.Collection.Name, table.RowsKept(KeptBecause.Held) + table.RowsKept(KeptBecause.SharedAndHeld));
    }

    private async Task LockRootAsync(CancellationToken cancellationToken)
    {
        var root = schema.Map.Collection(erasure.Footprint.Root.Collection);
        if (work.Dialect.RowLock.Length == 0 || !schema.IsLive(root))
        {
            return;
        }

        var statement = new SqlStatement();
        var alone = erasure.Footprint with { Entries = new Dictionary<EdgeId, IReadOnlyCollection<Key>>() };
        var query = new FootprintQuery(work.Dialect, schema, alone, statement);
        var condition = query.Membership(root, "t");
        statement.Text = $"{query.With}select 1 from {SqlDialect.Table(root.From)} t where {condition}{work.Dialect.RowLock}";
        await work.ExecuteAsync(statement, cancellationToken);
    }
}
