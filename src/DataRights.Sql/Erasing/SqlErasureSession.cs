using System.Runtime.CompilerServices;
using DataRights.Mapping.Expressions;
using DataRights.Mapping;
using DataRights.Searching;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using DataRights.Sql.Retained;
using DataRights.Sql.Searching;

namespace DataRights.Sql.Erasing;

/// <summary>An erasure session on one connection; see <see cref="IErasureSession"/>.</summary>
internal sealed class SqlErasureSession(SqlWork work, MappedSchema schema, ErasureScope scope) : IErasureSession
{
    private readonly IReadOnlyList<Collection> collections = [.. scope.Order.SelectMany(g => g).Where(schema.IsLive)];
    private WorkTables? noted;

    public async Task<IReadOnlyList<LocatedRows>> LocateAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var tables = await PrepareAsync(cancellationToken);
        await using (await work.BeginAsync(work.Dialect.BeginLocateAsync, cancellationToken))
        {
            await tables.LocateAsync(footprint, null, cancellationToken);
            await new KeptRows(work, schema, tables, scope).MarkAsync(footprint, cancellationToken);
            await work.CommitAsync(cancellationToken);
        }

        return [.. tables.All.SelectMany(t => t.Counts)];
    }

    public async IAsyncEnumerable<Key> ValuesAsync(
        Collection collection, IReadOnlyList<string> columns, JoinTransform transform, Predicate? where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (noted?.Of(collection) is not { Rows: > 0 } table || !schema.Has(collection, columns.Concat(PredicateColumns.Of(where))))
        {
            yield break;
        }

        string Col(string column) => $"c.{SqlDialect.Quote(column)}";
        var texts = columns.Select(c => transform == JoinTransform.None ? work.Dialect.KeyText(Col(c), schema.Column(collection, c)) : work.Dialect.Transformed(Col(c), transform));
        var present = string.Concat(columns.Select(c => $" and {Col(c)} is not null"));
        var condition = where is null ? "" : $" and {PredicateSql.Compile(work.Dialect, where, Col)}";
        var statement = new SqlStatement { Text = $"select distinct {string.Join(", ", texts)} from {table.Name} c where {WorkTable.IsMine("c")}{present}{condition}" };
        await foreach (var row in work.RowsAsync(statement, cancellationToken))
        {
            yield return new Key([.. row.Select(v => (string)v!)]);
        }
    }

    public async Task<IReadOnlyList<BoundRows>> FindBoundAsync(CancellationToken cancellationToken)
    {
        var statements = new ErasureStatements(work.Dialect, schema, Noted);
        var bound = new List<BoundRows>();
        foreach (var table in Noted.All.Where(t => t.RowsShared > 0))
        {
            foreach (var tie in statements.Unlink(table, Slice.All).Where(u => u.Impossible is not null))
            {
                if (await tie.CountAsync(work, cancellationToken) is > 0 and var rows)
                {
                    bound.Add(new BoundRows(table.Collection.Name, tie.Impossible!.Columns, tie.Impossible.To, tie.Impossible.Line, rows));
                }
            }
        }

        return bound;
    }

    public async IAsyncEnumerable<CapturedPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in Noted.All.Where(t => t.Rows > 0))
        {
            await foreach (var page in new Pages(work).ReadAsync(table, $"{table.Name} order by {WorkTable.Place}", cancellationToken))
            {
                yield return page;
            }
        }
    }

    public IAsyncEnumerable<RetainedPage> RetainedAsync(CancellationToken cancellationToken) => new RetainedKeys(work, schema, Noted).ReadAsync(cancellationToken);

    public async Task LoadAsync(IAsyncEnumerable<CapturedPage> pages, CancellationToken cancellationToken)
    {
        var tables = await PrepareAsync(cancellationToken);
        await using (await work.BeginAsync(work.Dialect.BeginLocateAsync, cancellationToken))
        {
            await foreach (var page in pages.WithCancellation(cancellationToken))
            {
                if (tables.All.FirstOrDefault(t => t.Collection.Name == page.Collection) is { } table)
                {
                    await new Pages(work).LoadAsync(table, page, cancellationToken);
                }
            }

            await tables.RefreshAsync(cancellationToken);
            await tables.LetSharedStandAsync(cancellationToken);
            await work.CommitAsync(cancellationToken);
        }
    }

    public async Task NoteLateAsync(Footprint footprint, Func<int, CapturedPage, CancellationToken, Task> keepAsync, CancellationToken cancellationToken)
    {
        await using var transaction = await work.BeginAsync(work.Dialect.BeginLocateAsync, cancellationToken);
        var fresh = await LocateBesideAsync(footprint, cancellationToken);
        foreach (var table in fresh.All)
        {
            // Without a place: it has not been treated yet, whatever else was.
            await work.ExecuteAsync($"update {table.Name} set {WorkTable.Place} = 0", cancellationToken);
        }

        await new FreshRows(work, Noted, fresh).NoteAsync(new HashSet<string>(), keepAsync, cancellationToken);
        await fresh.DropAsync(cancellationToken);
        await Noted.RefreshAsync(cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    public async Task<ErasureOutcome?> EraseAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var log = new EffectLog(work.Database);
        await log.PrepareAsync(work.Connection, cancellationToken);
        var tables = noted ?? await PrepareAsync(cancellationToken);
        if (await log.FindAsync(work, erasure, cancellationToken) is not null)
        {
            // The fence is put up all the same.
            return await new LastErasure(work, schema, tables, erasure, scope).RunAsync(null, new HashSet<string>(), cancellationToken);
        }

        BulkProgress? progress = null;
        IReadOnlySet<string> treated = erasure.IsSweep ? collections.Select(c => c.Name).ToHashSet() : new HashSet<string>();
        if (!erasure.IsSweep && tables.Rows > erasure.AtOnce)
        {
            var bulk = new BulkErasure(work, schema, tables, erasure, scope.Order);
            progress = await bulk.RunAsync(cancellationToken);
            treated = bulk.Treated;
            if (progress is null)
            {
                return null;
            }
        }

        await erasure.BeforeBatchAsync(cancellationToken);
        var outcome = await new LastErasure(work, schema, tables, erasure, scope).RunAsync(progress, treated, cancellationToken);
        if (outcome.Late.Count > 0)
        {
            await tables.RefreshAsync(cancellationToken);
        }

        return outcome;
    }

    public Task<IReadOnlyList<Residue>> FindResidueAsync(CancellationToken cancellationToken) =>
        new ResidueQuery(work, schema, Noted).FindAsync(cancellationToken);

    public async Task<IReadOnlyList<Residue>> FindArrivalsAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        // Rolled back, and the tables with it.
        await using var transaction = await work.BeginAsync(work.Dialect.BeginLocateAsync, cancellationToken);
        var fresh = await LocateBesideAsync(footprint, cancellationToken);
        var arrived = new List<Residue>();
        foreach (var table in fresh.All.Where(t => t.Rows > 0))
        {
            var before = Noted.Of(table.Collection)!;
            var same = WorkTable.IsSame(table.Collection, "c", "f");
            var count = await work.CountAsync(
                $"select count(*) from {table.Name} f where f.{WorkTable.Kept} = 0 and not exists (select 1 from {before.Name} c where {same} and not ({before.Goes("c")}))", cancellationToken);
            if (count > 0)
            {
                arrived.Add(new Residue(table.Collection.Name, "arrived", count));
            }
        }

        return arrived;
    }

    public IAsyncEnumerable<SearchedColumn> SearchAsync(DeepSearch search, CancellationToken cancellationToken) =>
        new DeepSearchQuery(work, schema, noted, search).RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Closing ends the session's tables too; it is the pool that would hand the connection on as it is.
        await work.Dialect.ForgetTablesAsync(work.Connection);
        await work.Connection.DisposeAsync();
    }

    private async Task<WorkTables> LocateBesideAsync(Footprint footprint, CancellationToken cancellationToken)
    {
        var fresh = new WorkTables(work, schema, collections, "dr_f");
        await fresh.PrepareAsync(cancellationToken);
        await fresh.LocateAsync(footprint, Noted, cancellationToken);
        await new KeptRows(work, schema, fresh, scope).MarkAsync(footprint, cancellationToken);
        return fresh;
    }

    private WorkTables Noted => noted ?? throw new InvalidOperationException("Nothing has been located or loaded in this session.");

    private async Task<WorkTables> PrepareAsync(CancellationToken cancellationToken)
    {
        noted ??= new WorkTables(work, schema, collections, "dr_c");
        await using (await work.BeginAsync(work.Dialect.BeginLocateAsync, cancellationToken))
        {
            await noted.PrepareAsync(cancellationToken);
            await work.CommitAsync(cancellationToken);
        }

        return noted;
    }
}
