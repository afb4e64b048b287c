using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Sql.Tests.Reading;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>
/// Rows of analytics are a person's by the account, and without one by the device and session ids that lead to that person alone. The
/// table refers to itself: nothing else need know the ids.
/// </summary>
public abstract class AnalyticsRowTests
{
    // Of person 1: 1, 2, 3, 5, 8, 9, 10. Of person 2: 4. Of 1 or 2: 6 and 7, and 14, 15 by way of them. Of nobody who is known: 11, 13.
    private const string Views =
        """
        create table people (id bigint primary key);
        create table views (id bigint primary key, account_id bigint, device text, session text);
        create index views_account on views (account_id);
        create index views_device on views (device);
        create index views_session on views (session);
        insert into people values (1), (2), (3);
        insert into views values
          (1, 1, 'D1', 'S1'), (2, null, 'D1', 'S1'), (3, null, 'D1', null), (4, 2, 'D2', 'S2'), (5, 1, 'D2', 'S3'),
          (6, null, 'D2', null), (7, null, 'D2', 'S2'), (8, null, null, 'S1'), (9, null, 'D3', 'S1'), (10, null, 'D3', 'S9'),
          (11, null, 'D4', 'S4'), (12, 3, 'D5', 'S5'), (13, null, null, null), (14, null, 'D2', 'S6'), (15, null, null, 'S6');
        """;

    private const string Everything = "select id, account_id, device, session from views order by id";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<ITestDatabase> CreateAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_that_lead_to_the_person_alone_go_and_what_may_be_anothers_is_let_go_of(bool inBatches)
    {
        await using var scene = await SceneAsync();
        var footprint = scene.Footprint("1");
        await scene.CaptureAsync(footprint, Token);
        var outcome = await scene.Source.EraseAsync(inBatches ? Erasure(footprint) with { AtOnce = 1, BatchRows = 1 } : Erasure(footprint), Token, scene.Captured);

        // What two people's device may have shown to either is nobody's afterwards: it loses the way by which it led to the person.
        Assert.Equal("4|2|D2|S2 6|∅|∅|∅ 7|∅|∅|S2 11|∅|D4|S4 12|3|D5|S5 13|∅|∅|∅ 14|∅|∅|S6 15|∅|∅|S6", await scene.RowsAsync(Everything, Token));
        Assert.Equal("2 3", await scene.RowsAsync("select id from people order by id", Token));
        var views = outcome.Collections.Single(c => c.Collection == "views");
        Assert.Equal((11, 7, 4), (views.Located, views.Deleted, views.Shared));
        Assert.Empty(await scene.ResidueAsync(Token));

        // Nothing leads to the person any more, and the other's rows are found as before.
        await using var snapshot = await scene.Source.OpenSnapshotAsync(Token);
        Assert.Equal(0, await snapshot.CountAsync(footprint, scene.Map.Collection("views"), Token));
        Assert.Equal(2, await snapshot.CountAsync(scene.Footprint("2"), scene.Map.Collection("views"), Token));
    }

    [Fact]
    public async Task A_copy_holds_what_a_deletion_destroys_and_nothing_that_may_be_anothers()
    {
        await using var scene = await SceneAsync();

        Assert.Equal("1 2 3 5 8 9 10", await ReadAsync(scene, "1"));
        Assert.Equal("4", await ReadAsync(scene, "2"));
        Assert.Equal("12", await ReadAsync(scene, "3"));
        await using var snapshot = await scene.Source.OpenSnapshotAsync(Token);
        Assert.Equal([(7, 4), (1, 4), (1, 0)], [await CountsAsync(scene, snapshot, "1"), await CountsAsync(scene, snapshot, "2"), await CountsAsync(scene, snapshot, "3")]);
    }

    [Fact]
    public async Task Where_the_map_shows_shared_rows_they_are_in_the_copies_of_both()
    {
        await using var scene = await SceneAsync(SharedRows.Export);

        Assert.Equal("1 2 3 5 6 7 8 9 10 14 15", await ReadAsync(scene, "1"));
        Assert.Equal("4 6 7 14 15", await ReadAsync(scene, "2"));
    }

    [Fact]
    public async Task Who_goes_last_takes_what_led_to_them_alone_by_then()
    {
        await using var scene = await SceneAsync();
        await scene.EraseAsync(Token, "1");
        await scene.Source.EraseAsync(Erasure(scene.Footprint("2"), "r2"), Token);

        Assert.Equal("6|∅|∅|∅ 11|∅|D4|S4 12|3|D5|S5 13|∅|∅|∅ 14|∅|∅|S6 15|∅|∅|S6", await scene.RowsAsync(Everything, Token));
    }

    private static async Task<(long Shown, long Withheld)> CountsAsync(ErasureScene scene, IRowSnapshot snapshot, string person) =>
        (await snapshot.CountAsync(scene.Footprint(person), scene.Map.Collection("views"), Token), await snapshot.CountWithheldAsync(scene.Footprint(person), scene.Map.Collection("views"), Token));

    private static async Task<string> ReadAsync(ErasureScene scene, string person)
    {
        await using var snapshot = await scene.Source.OpenSnapshotAsync(Token);
        await using var reader = await snapshot.ReadAsync(scene.Footprint(person), scene.Map.Collection("views"), ["id"], null, Token);
        var (ids, writer) = (new List<string>(), new RecordingWriter());
        while (await reader.ReadAsync(Token))
        {
            reader.Write(0, writer);
            ids.Add(writer.Take()["int:".Length..]);
        }

        return string.Join(' ', ids);
    }

    private static Reference Same(string column) => Owned(column, "views", column) with { Where = new NullPredicate("account_id", false) };

    private async Task<ErasureScene> SceneAsync(SharedRows shared = SharedRows.Withhold)
    {
        var scene = new ErasureScene(await CreateAsync(),
            Root(), Table("views", ["id"], Owned("account_id", "people"), Same("device"), Same("session")) with { Shared = shared });
        await scene.ExecuteAsync(Views, Token);
        return scene;
    }
}

public sealed class SqliteAnalyticsRowTests : AnalyticsRowTests
{
    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
}

public sealed class PostgresAnalyticsRowTests(PostgresFixture postgres) : AnalyticsRowTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
}
