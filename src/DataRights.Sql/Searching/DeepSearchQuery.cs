using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Searching;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using DataRights.Sql.Erasing;

namespace DataRights.Sql.Searching;

/// <summary>
/// Looks for identifiers in every column with texts, one column after another, each in a read-only transaction that is bounded in
/// time. The database picks rows by a part of the identifier that cannot be missed, as a parameter; whether the identifier really
/// stands there is decided here, so that every database gives the same answer.
/// </summary>
internal sealed class DeepSearchQuery(SqlWork work, MappedSchema schema, WorkTables? noted, DeepSearch search)
{
    private SqlDialect Dialect => work.Dialect;

    public async IAsyncEnumerable<SearchedColumn> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var collection in schema.Live)
        {
            foreach (var column in schema.Table(collection).Columns.Where(c => HoldsText(c) && !search.Done.Any(d => d.Collection == collection.Name && d.Column == c.Name)))
            {
                yield return await SearchAsync(collection, column, cancellationToken);
            }
        }
    }

    private static bool HoldsText(ColumnSchema column) =>
        column.Kind is ValueKind.Text or ValueKind.Json or ValueKind.Array or ValueKind.Uuid or ValueKind.Other || column.NativeType.Length == 0;

    private async Task<SearchedColumn> SearchAsync(Collection collection, ColumnSchema column, CancellationToken cancellationToken)
    {
        var (own, others) = (0L, 0L);
        try
        {
            await using (await work.BeginAsync(Dialect.BeginReadAsync, cancellationToken))
            await using (await Dialect.LimitTimeAsync(work.Connection, work.Transaction!, search.Within, cancellationToken))
            {
                own = await CountAsync(Own(collection, column), cancellationToken);
                others = await CountAsync(Others(collection, column), cancellationToken);
                var beyond = await work.CountAsync(FormattableString.Invariant($"select count(*) from (select 1 from {SqlDialect.Table(collection.From)} limit 1 offset {search.Rows}) x"), cancellationToken);
                return new SearchedColumn(collection.Name, column.Name, own, others, beyond > 0 ? NotSearchedReasons.Rows : null);
            }
        }
        catch (SourceException e) when (Dialect.IsTimeUp(e.Code) && !cancellationToken.IsCancellationRequested)
        {
            return new SearchedColumn(collection.Name, column.Name, own, others, NotSearchedReasons.Time);
        }
    }

    /// <summary>The person's rows that stay under a rule. What a hold keeps, it keeps as it is.</summary>
    private SqlStatement? Own(Collection collection, ColumnSchema column)
    {
        if (noted?.Of(collection) is not { Rows: > 0 } table)
        {
            return null;
        }

        var statement = new SqlStatement();
        var rows = $"{SqlDialect.Table(collection.From)} t join {table.Name} c on {WorkTable.IsSame(collection, "t", "c")} where {WorkTable.IsKept("c", KeptBecause.Nothing)} and not ({table.Goes("c")})";
        statement.Text = Candidates($"select {Text(column)} as v from {rows}", "1 = 1", statement);
        return statement;
    }

    private SqlStatement Others(Collection collection, ColumnSchema column)
    {
        var statement = new SqlStatement();
        var keys = collection.Key.Select((k, i) => (Column: $"t.{SqlDialect.Quote(k)}", Name: FormattableString.Invariant($"k{i}"), Key: k)).ToList();
        var rows = FormattableString.Invariant($"select {Text(column)} as v, {string.Join(", ", keys.Select(k => $"{k.Column} as {k.Name}"))} from {SqlDialect.Table(collection.From)} t limit {search.Rows}");
        var notOwn = noted?.Of(collection) is { Rows: > 0 } table
            ? $"not exists (select 1 from {table.Name} c where {string.Join(" and ", keys.Select(k => $"c.{SqlDialect.Quote(k.Key)} = x.{k.Name}"))} and {WorkTable.IsMine("c")})"
            : "1 = 1";
        statement.Text = Candidates(rows, notOwn, statement);
        return statement;
    }

    private string Candidates(string rows, string condition, SqlStatement statement)
    {
        var contains = search.Terms.Select(t => t.Needle.Length == 0 ? "1 = 1" : Dialect.Contains(t.IgnoresSeparators ? Bare("x.v") : "x.v", statement.Parameter(t.Needle)));
        return $"select x.v from ({rows}) x where x.v is not null and ({string.Join(" or ", contains)}) and {condition}";
    }

    private async Task<long> CountAsync(SqlStatement? statement, CancellationToken cancellationToken)
    {
        var hits = 0L;
        if (statement is not null)
        {
            await foreach (var row in work.RowsAsync(statement, cancellationToken))
            {
                hits += search.Terms.Any(t => t.IsIn((string)row[0]!)) ? 1 : 0;
            }
        }

        return hits;
    }

    private string Text(ColumnSchema column) => Dialect.AsText($"t.{SqlDialect.Quote(column.Name)}");

    private static string Bare(string text) => SearchTerm.Separators.Aggregate(text, (bare, separator) => $"replace({bare}, {SqlDialect.Text(separator.ToString())}, '')");
}
