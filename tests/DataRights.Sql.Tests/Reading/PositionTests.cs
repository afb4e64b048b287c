using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Reading;

/// <summary>Reading that goes on at a row finds that row and those after it, in the same order, none left out and none twice.</summary>
public sealed class PositionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Letters = "('', 'Z', 'a', 'B', 'b', 'é', 'E', ' a', 'a ', 'ä', '10', '9', 'ﬀ', 'ss', 'ß', '漢', '%', '''', '𝄞')";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a bigint primary key", "a", "select i * 7 - 100, 0 from generate_series(1, 25) i")]
    [InlineData("a text primary key", "a", "select unnest(array[{letters}]), 0")]
    [InlineData("a varchar(9), b integer, primary key (b, a)", "a b", "select unnest(array[{letters}]), i % 3 - 1 from generate_series(1, 2) i group by 1, 2")]
    [InlineData("a uuid primary key", "a", "select md5(i::text)::uuid, 0 from generate_series(1, 25) i")]
    [InlineData("a numeric not null unique", "a", "select (i - 12) / 8.0, 0 from generate_series(1, 25) i")]
    [InlineData("a timestamptz, b smallint, primary key (a, b)", "a b", "select timestamptz '2026-01-01' + (i % 9) * interval '1 microsecond', i from generate_series(1, 25) i")]
    [InlineData("a timestamp primary key", "a", "select timestamp '1969-12-31 23:59:59.999999' + i * interval '1 hour', 0 from generate_series(1, 25) i")]
    [InlineData("a date primary key", "a", "select date '1899-12-30' + i, 0 from generate_series(1, 25) i")]
    public async Task Postgres_reading_goes_on_at_any_row(string columns, string key, string values)
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
        Assert.True(await CheckAsync(database, columns, key, values.Replace("{letters}", Letters[1..^1], StringComparison.Ordinal)) >= 19);
    }

    [Theory]
    [InlineData("a integer primary key", "a", "select value * 7 - 100, 0 from generate_series(1, 25)")]
    [InlineData("a text primary key not null", "a", "select column1, 0 from (values {letters})")]
    [InlineData("a text collate nocase primary key not null", "a", "select column1, 0 from (values {letters}) where column1 not in ('b', 'E')")]
    [InlineData("a int not null, b text not null, primary key (a, b)", "a b", "select value % 3, column1 from (values {letters}), generate_series(1, 2)")]
    [InlineData("a int not null, b text not null, primary key (b, a)", "b a", "select case value when 1 then 'not a number' else 12 end, column1 from (values {letters}), generate_series(1, 2)")]
    public async Task Sqlite_reading_goes_on_at_any_row(string columns, string key, string values)
    {
        await using var database = new SqliteTestDatabase(await SqliteFile.CreateAsync(Token));
        var rows = string.Join(", ", Letters[1..^1].Split(", ").Select(l => $"({l})"));
        var series = values.Contains("generate_series", StringComparison.Ordinal) ? "with recursive generate_series(value) as (select 1 union all select value + 1 from generate_series where value < {0}) " : "";
        var most = values.Contains("1, 25", StringComparison.Ordinal) ? "25" : "2";
        values = series.Replace("{0}", most, StringComparison.Ordinal) + values.Replace("{letters}", rows, StringComparison.Ordinal).Replace($"generate_series(1, {most})", "generate_series", StringComparison.Ordinal);
        Assert.True(await CheckAsync(database, columns, key, values) >= 17);
    }

    /// <summary>Somebody's row would be left out, or read twice, without notice.</summary>
    [Theory]
    [InlineData("a bigint", "a", "select 1, 0")]
    [InlineData("a bigint unique", "a", "select 1, 0")]
    [InlineData("a bigint, b bigint, primary key (a, b)", "a", "select 1, 0")]
    [InlineData("a double precision primary key", "a", "select 1.5, 0")]
    [InlineData("a bytea primary key", "a", "select '\\x00'::bytea, 0")]
    public async Task Where_rows_could_be_left_out_there_is_no_position(string columns, string key, string values)
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
        Assert.Equal(0, await CheckAsync(database, columns, key, values));
    }

    [Theory]
    [InlineData("a text primary key", "a", "select 'x', 0")]
    [InlineData("a numeric primary key not null", "a", "select 1.5, 0")]
    [InlineData("a blob primary key not null", "a", "select x'00', 0")]
    [InlineData("a int primary key not null", "a", "select 1.5, 0")]
    public async Task Where_rows_could_be_left_out_of_sqlite_there_is_no_position(string columns, string key, string values)
    {
        await using var database = new SqliteTestDatabase(await SqliteFile.CreateAsync(Token));
        Assert.Equal(0, await CheckAsync(database, columns, key, values));
    }

    /// <summary>Goes on at every row that has a position; returns how many there are.</summary>
    private static async Task<int> CheckAsync(ITestDatabase database, string columns, string key, string values)
    {
        await using (var connection = await database.OpenAsync(Token))
        await using (var command = connection.CreateCommand())
        {
            var declared = columns.Contains(", b ", StringComparison.Ordinal) ? columns : $"b integer, {columns}";
            command.CommandText = $"create table people (email text default 'person@example.org', {declared}); insert into people (a, b) {values}";
            await command.ExecuteNonQueryAsync(Token);
        }

        var map = OneTable.Map(database.Kind, "a", "b", "email");
        map = map with { Collections = [map.Collections[0] with { Key = key.Split(' '), Root = new RootRule(["email"], [new RootIdentifier("email", "email")]) }] };
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        var (all, positions) = await ReadAsync(source, map, null);
        Assert.Equal(all.Count, all.Distinct().Count());
        for (var i = 0; i < all.Count; i++)
        {
            if (positions[i] is { } position)
            {
                Assert.Equal(all.Skip(i), (await ReadAsync(source, map, position)).Rows);
            }
        }

        return positions.Count(p => p is not null);
    }

    /// <summary>Only the first key column is asked for: the rest of the key is the source's own affair.</summary>
    private static async Task<(List<string> Rows, List<Key?> Positions)> ReadAsync(SqlSource source, DataMap map, Key? from)
    {
        await using var snapshot = await source.OpenSnapshotAsync(Token);
        string[] columns = [map.Collections[0].Key[0], "email"];
        await using var reader = await snapshot.ReadAsync(OneTable.Of(map, "person@example.org"), map.Collections[0], columns, from, Token);
        Assert.Equal(columns, reader.Columns.Select(c => c.Name));
        var (rows, positions, writer) = (new List<string>(), new List<Key?>(), new RecordingWriter());
        while (await reader.ReadAsync(Token))
        {
            reader.Write(0, writer);
            positions.Add(reader.Position);
            rows.Add($"{writer.Take()} {string.Join('|', reader.Position?.Values ?? [])}");
        }

        return (rows, positions);
    }
}
