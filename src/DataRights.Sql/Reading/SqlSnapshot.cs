using System.Data.Common;
using System.Runtime.CompilerServices;
using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Compile;
using DataRights.Sql.Dialects;
using DataRights.Subjects;

namespace DataRights.Sql.Reading;

/// <summary>One read-only view of the database: a repeatable-read transaction on a connection of its own.</summary>
internal sealed class SqlSnapshot(SqlDatabase database, DbConnection connection, DbTransaction transaction, SourceSchema schema, DateTimeOffset takenAt) : IRowSnapshot
{
    /// <summary>How many rows a sample is taken of, so that it takes a second or so of any table.</summary>
    private const int SampledRows = 200_000;

    private SqlDialect Dialect => database.Dialect;

    public DateTimeOffset TakenAt { get; } = takenAt;

    public async Task<IReadOnlyList<Key>> MatchRootAsync(Collection root, string column, Identifier identifier, int limit, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement();
        var table = schema.Table(root.From) ?? throw new SourceException(database.Name, "table-missing", false);
        if (IdentifierSql.Condition(Dialect, statement, table.Column(column), identifier) is not { } condition)
        {
            return [];
        }

        var keys = root.Root!.Key.Select(k => root.Root.Identifiers.Any(i => i.Column == k && i.Identifier == identifier.Name && identifier.Type == IdentifierType.Email)
            ? $"lower(t.{SqlDialect.Quote(k)})"
            : Dialect.KeyText($"t.{SqlDialect.Quote(k)}", table.Column(k)!));
        statement.Text = $"select distinct {string.Join(", ", keys)} from {SqlDialect.Table(root.From)} t where {condition} limit {limit}";
        return await KeysAsync(statement, cancellationToken).ToListAsync(cancellationToken);
    }

    public Task<long> CountAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken) =>
        CountAsync(footprint, collection, (query, c) => Shown(query, footprint.Map, c), cancellationToken);

    public Task<long> CountWithheldAsync(Footprint footprint, Collection collection, CancellationToken cancellationToken) =>
        collection.Shared == SharedRows.Export ? Task.FromResult(0L) : CountAsync(footprint, collection, (query, c) => $"{query.Membership(c, "t")} and not ({new AloneRows(Dialect, Mapped(footprint.Map), query).Condition(c, "t")})", cancellationToken);

    private async Task<long> CountAsync(Footprint footprint, Collection collection, Func<FootprintQuery, Collection, string> which, CancellationToken cancellationToken)
    {
        var mapped = Mapped(footprint.Map);
        if (!mapped.IsLive(collection))
        {
            return 0;
        }

        var statement = new SqlStatement();
        var query = new FootprintQuery(Dialect, mapped, footprint, statement);
        var condition = which(query, collection);
        statement.Text = $"{query.With}select count(*) from {SqlDialect.Table(collection.From)} t where {condition}";
        return await ScalarAsync(statement, cancellationToken);
    }

    public async IAsyncEnumerable<Key> ValuesAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns,
        JoinTransform transform, Predicate? where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapped = Mapped(footprint.Map);
        if (!mapped.Has(collection, columns.Concat(PredicateColumns.Of(where))))
        {
            yield break;
        }

        var statement = new SqlStatement();
        var query = new FootprintQuery(Dialect, mapped, footprint, statement);
        var condition = query.Membership(collection, "t");
        var texts = columns.Select(c => transform == JoinTransform.None
            ? Dialect.KeyText(Col(c), mapped.Column(collection, c))
            : Dialect.Transformed(Col(c), transform));
        var present = string.Concat(columns.Select(c => $" and {Col(c)} is not null"));
        var extra = where is null ? "" : $" and {PredicateSql.Compile(Dialect, where, Col)}";
        statement.Text = $"{query.With}select distinct {string.Join(", ", texts)} from {SqlDialect.Table(collection.From)} t where {condition}{present}{extra}";
        await foreach (var key in KeysAsync(statement, cancellationToken))
        {
            yield return key;
        }
    }

    public async IAsyncEnumerable<string> SampleOthersAsync(Footprint footprint, Collection root, string column, int most, string salt,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapped = Mapped(footprint.Map);
        if (!mapped.Has(root, root.Key.Append(column)))
        {
            yield break;
        }

        var statement = new SqlStatement();
        var query = new FootprintQuery(Dialect, mapped, footprint, statement);
        var mine = query.Membership(root, "t");
        var key = string.Join(" || '/' || ", root.Key.Select(k => Dialect.KeyText(Col(k), mapped.Column(root, k))).Append(statement.Parameter(salt)));
        statement.Text = $"{query.With}select v from (select {Dialect.KeyText(Col(column), mapped.Column(root, column))} as v, {Dialect.Transformed(key, JoinTransform.Md5)} as h "
            + $"from {SqlDialect.Table(root.From)} t where {Col(column)} is not null and not ({mine}) limit {SampledRows}) s order by h limit {most}";
        await foreach (var value in KeysAsync(statement, cancellationToken))
        {
            yield return value.Values[0];
        }
    }

    public async Task<IRowReader> ReadAsync(Footprint footprint, Collection collection, IReadOnlyList<string> columns, Key? from, CancellationToken cancellationToken)
    {
        var mapped = Mapped(footprint.Map);
        if (!mapped.Has(collection, columns))
        {
            throw new SourceException(database.Name, "column-missing", false);
        }

        var selected = columns.Select(c => mapped.Column(collection, c)).ToList();
        var statement = new SqlStatement();
        var query = new FootprintQuery(Dialect, mapped, footprint, statement);
        var condition = Shown(query, footprint.Map, collection);
        var keyset = Keyset.Of(Dialect, mapped, collection, columns);
        var following = from is null ? ""
            : $" and {(keyset ?? throw new SourceException(database.Name, "position-unknown", false)).Following("t", from, statement)}";
        var values = selected.Concat(keyset?.Unselected ?? []).Select(c => Dialect.Selected(Col(c.Name), c));
        var order = collection.Key.Select(k => Dialect.Ordered(Col(k), mapped.Column(collection, k)));
        statement.Text = $"{query.With}select {string.Join(", ", values)} from {SqlDialect.Table(collection.From)} t where {condition}{following} order by {string.Join(", ", order)}";
        var command = statement.On(connection, transaction);
        command.CommandTimeout = 0;
        var reader = await database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
        return new SqlRowReader(database, command, reader, selected, keyset);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private string Shown(FootprintQuery query, DataMap map, Collection collection) =>
        query.Membership(collection, "t") + (collection.Shared == SharedRows.Withhold ? $" and {new AloneRows(Dialect, Mapped(map), query).Condition(collection, "t")}" : "");

    private static string Col(string column) => $"t.{SqlDialect.Quote(column)}";

    private MappedSchema Mapped(DataMap map) => new(map, database.Name, schema);

    private async Task<long> ScalarAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, transaction);
        return Convert.ToInt64(await database.GuardAsync(() => command.ExecuteScalarAsync(cancellationToken)), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async IAsyncEnumerable<Key> KeysAsync(SqlStatement statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = statement.On(connection, transaction);
        await using var reader = await database.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await database.GuardAsync(() => reader.ReadAsync(cancellationToken)))
        {
            var values = new string[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetString(i);
            }

            yield return new Key(values);
        }
    }
}
