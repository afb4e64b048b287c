using System.Globalization;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>Others are at work in the same PostgreSQL while somebody is erased.</summary>
public sealed class ConcurrentErasureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("references people (id)")]
    [InlineData("")]
    public async Task Rows_that_a_writer_keeps_adding_are_erased_or_found(string foreignKey)
    {
        await using var scene = await SceneAsync(foreignKey);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var begun = new TaskCompletionSource();
        var writer = Task.Run(() => WriteAsync(scene, begun, stop.Token), Token);
        await begun.Task;
        await scene.CaptureAsync(scene.Footprint("1"), Token);
        var outcome = await TryAsync(scene, epoch: 1);
        Assert.True(outcome is not null || foreignKey.Length == 0, "Where a foreign key holds writers off, the first run succeeds.");
        await stop.CancelAsync();
        var written = await writer;
        outcome ??= await TryAsync(scene, epoch: 2);

        var left = long.Parse(await scene.RowsAsync("select count(*) from orders where person_id = 1", Token), CultureInfo.InvariantCulture);
        var reported = (await scene.ResidueAsync(Token)).Where(r => r.Collection == "orders").Sum(r => r.Rows);
        Assert.True(written > 0);
        Assert.Equal(left, reported);
        Assert.Equal("1|2", await scene.RowsAsync("select * from orders where person_id = 2", Token));
        Assert.True(foreignKey.Length == 0 || left == 0, "A foreign key lets no row in after the person has gone.");
        Assert.True(outcome!.Collections.Single(c => c.Collection == "orders").Deleted > 0);
    }

    [Fact]
    public async Task A_deadlock_with_another_transaction_is_got_over()
    {
        await using var scene = await SceneAsync("");
        await scene.ExecuteAsync("insert into orders values (2, 1), (3, 1)", Token);
        await scene.CaptureAsync(scene.Footprint("1"), Token);
        await using var database = await OpenOtherAsync(scene);
        await using var other = await database.BeginTransactionAsync(Token);
        await ExecuteAsync(database, "update orders set person_id = person_id where id = 3", Token);

        // The erasure holds the person and waits for the order; this one holds the order and now wants the person.
        var erasing = scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1")), Token);
        await UntilSomebodyWaitsAsync(scene);
        try
        {
            await ExecuteAsync(database, "update people set id = id where id = 1", Token);
            await other.CommitAsync(Token);
        }
        catch (Npgsql.PostgresException e) when (e.SqlState == "40P01")
        {
            // Whichever of the two the server chose.
            await other.RollbackAsync(Token);
        }

        Assert.Equal(3, (await erasing).Collections.Sum(c => c.Deleted));
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    [Trait("run", "long")]
    public async Task A_lock_that_is_held_for_long_is_a_trouble_that_may_pass()
    {
        await using var scene = await SceneAsync("");
        await using var database = await OpenOtherAsync(scene);
        await using var other = await database.BeginTransactionAsync(Token);
        await ExecuteAsync(database, "select 1 from people where id = 1 for update", Token);
        var failed = await Assert.ThrowsAsync<SourceException>(() => scene.EraseAsync(Token, "1"));

        Assert.Equal(("postgres-55P03", true), (failed.Code, failed.IsTransient));
        await other.RollbackAsync(Token);
        Assert.Equal(1, (await scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1")), Token)).Collections.Sum(c => c.Deleted));
    }

    [Fact]
    public async Task Of_two_erasures_at_once_the_effect_happens_once_and_the_older_is_fenced_or_told()
    {
        await using var scene = await SceneAsync("references people (id)");
        await scene.ExecuteAsync("insert into orders select i, 1 from generate_series(10, 2000) i", Token);
        var footprint = scene.Footprint("1");
        await using var second = SqlSource.Open("main", SourceKind.Postgres, scene.ConnectionString, TimeProvider.System);
        var newer = scene.Source.EraseAsync(ErasureScene.Erasure(footprint, epoch: 2), Token);
        var older = second.EraseAsync(ErasureScene.Erasure(footprint, epoch: 1), Token);
        var outcome = await newer;
        Assert.Equal(1992, outcome.Collections.Sum(c => c.Deleted));
        try
        {
            // It came first, and the newer one got its outcome.
            Assert.Equal(1992, (await older).Collections.Sum(c => c.Deleted));
            Assert.True(outcome.Replayed);
        }
        catch (FencedException)
        {
            Assert.False(outcome.Replayed);
        }

        await Assert.ThrowsAsync<FencedException>(() => second.EraseAsync(ErasureScene.Erasure(footprint, epoch: 1), Token));
    }

    private async Task<ErasureScene> SceneAsync(string foreignKey)
    {
        var scene = new ErasureScene(new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token)), Root(), Table("orders", ["id"], Owned("person_id", "people")));
        await scene.ExecuteAsync(
            $"""
            create table people (id bigint primary key);
            create table orders (id bigint primary key, person_id bigint {foreignKey});
            create index orders_person on orders (person_id);
            insert into people values (1), (2); insert into orders values (1, 2);
            """, Token);
        return scene;
    }

    private static async Task<long> WriteAsync(ErasureScene scene, TaskCompletionSource begun, CancellationToken stop)
    {
        await using var connection = await OpenOtherAsync(scene);
        var written = 0L;
        for (var id = 100L; !stop.IsCancellationRequested; id++)
        {
            try
            {
                await ExecuteAsync(connection, FormattableString.Invariant($"insert into orders values ({id}, 1)"), CancellationToken.None);
                written++;
            }
            catch (Npgsql.PostgresException e) when (e.SqlState == "23503")
            {
                // The person has gone.
            }

            if (written > 20)
            {
                begun.TrySetResult();
            }
        }

        return written;
    }

    /// <summary>Null when rows arrived in every try: the run comes back later.</summary>
    private static async Task<ErasureOutcome?> TryAsync(ErasureScene scene, long epoch)
    {
        try
        {
            return await scene.Source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1"), epoch: epoch), Token);
        }
        catch (SourceException e) when (e.Code == "rows-arrived" && e.IsTransient)
        {
            return null;
        }
    }

    private static async Task UntilSomebodyWaitsAsync(ErasureScene scene)
    {
        while (await scene.RowsAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", Token) == "0")
        {
            await Task.Delay(20, Token);
        }
    }

    private static async Task<System.Data.Common.DbConnection> OpenOtherAsync(ErasureScene scene)
    {
        var connection = new Npgsql.NpgsqlConnection(scene.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
