using DataRights.Mapping;
using DataRights.Mapping.Coverage;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Coverage;

/// <summary>A database made for a random map has no finding; whatever is then changed in a mapped table gives one, or another fingerprint.</summary>
public sealed class DriftPropertyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Worlds = 25;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_drift_of_SQLite_never_passes_unseen()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            await using var database = new SqliteTestDatabase(await SqliteFile.CreateAsync(Token));
            await DriftAsync(database, seed);
        }
    }

    [Fact]
    public async Task Random_drift_of_PostgreSQL_never_passes_unseen()
    {
        await using var database = new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
        for (var seed = 0; seed < Worlds; seed++)
        {
            await using (var connection = await database.OpenAsync(Token))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "drop schema public cascade; create schema public";
                await command.ExecuteNonQueryAsync(Token);
            }

            await DriftAsync(database, seed);
        }
    }

    private static async Task DriftAsync(ITestDatabase database, int seed)
    {
        var world = new RandomWorld(seed, database.Kind, keepSome: true);
        await WorldTables.CreateAsync(database, world, Token);
        await using var source = SqlSource.Open("main", database.Kind, database.ConnectionString, TimeProvider.System);
        var sound = await source.DescribeForAsync(world.Map, Token);
        Assert.Empty(CoverageCheck.Compare(world.Map, "main", sound));
        var pinned = SchemaFingerprint.Of(world.Map, "main", sound);

        await ExecuteAsync(database, "create table stranger (id bigint primary key, note text); create index stranger_note on stranger (note)");
        Assert.Equal(pinned, SchemaFingerprint.Of(world.Map, "main", await source.DescribeForAsync(world.Map, Token)));

        var random = new Random(seed);
        var table = world.Map.Collections[random.Next(world.Map.Collections.Count)];
        var (what, sql) = Drift(random, database.Kind, table);
        await ExecuteAsync(database, sql);
        var drifted = await source.DescribeForAsync(world.Map, Token);
        Assert.True(
            CoverageCheck.Compare(world.Map, "main", drifted).Count > 0 || SchemaFingerprint.Of(world.Map, "main", drifted) != pinned,
            $"Seed {seed}: {what} of {table.From} passes unseen.");
    }

    private static (string What, string Sql) Drift(Random random, SourceKind kind, Collection table)
    {
        var key = string.Join(", ", table.Key);
        List<(string, string)> ways =
        [
            ("a dropped table", $"drop table {table.From}"),
            ("a renamed table", $"alter table {table.From} rename to elsewhere"),
            ("a new column", $"alter table {table.From} add mark text"),
            ("a dropped column", $"alter table {table.From} drop column note"),
            ("a renamed column", $"alter table {table.From} rename column mood to feeling"),
            ("a table that refers here", $"create table inbound (id bigint primary key, {string.Join(", ", table.Key.Select(k => $"x{k} {(RandomWorld.IsNumber(k) ? "bigint" : "text")}"))}, foreign key ({string.Join(", ", table.Key.Select(k => $"x{k}"))}) references {table.From} ({key}))"),
            ("a unique column", $"update {table.From} set note = null; create unique index one_note on {table.From} (note)"),
            .. kind == SourceKind.Sqlite
                ? new (string, string)[] { ("a trigger", $"create trigger tr after delete on {table.From} begin select 1; end") }
                :
                [
                    ("a trigger", $"create function tr() returns trigger language plpgsql as $$ begin return old; end $$; create trigger tr after delete on {table.From} for each row execute function tr()"),
                    ("a rule", $"create rule ru as on delete to {table.From} do also select 1"),
                    ("nullability", $"delete from {table.From} where note is null; alter table {table.From} alter note set not null"),
                    ("a type", $"alter table {table.From} alter note type varchar(50)"),
                    ("a check", $"alter table {table.From} add check (note <> 'x') not valid"),
                    ("another primary key", $"alter table {table.From} drop constraint {table.From}_pkey; alter table {table.From} add unique ({key})"),
                ],
        ];
        return ways[random.Next(ways.Count)];
    }

    private static async Task ExecuteAsync(ITestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
