using DataRights.Mapping.Coverage;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Xunit;

namespace DataRights.Sql.Tests.Coverage;

/// <summary>A schema that has the flaw gives the finding, with the map's line; the mended one gives none.</summary>
public abstract class GateTests
{
    protected abstract Task<ITestDatabase> CreateAsync();

    [Fact]
    public async Task A_covered_schema_has_no_findings_and_no_warnings()
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        Assert.Empty(await scene.FindingsAsync());
        Assert.Empty(await scene.WarningsAsync());
    }

    private protected async Task SpoilAndMendAsync(Flaw flaw)
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        var sound = await scene.FingerprintAsync();
        await scene.ExecuteAsync(flaw.Spoil);

        var finding = (await scene.FindingsAsync()).FirstOrDefault(f => f.Code == flaw.Code);
        Assert.True(finding is not null, string.Join('\n', (await scene.FindingsAsync()).Select(f => $"{f.Code} {f.Subject}")));
        Assert.Equal(GateScene.LineOf(flaw.Line), finding.Line);
        Assert.Contains(flaw.Said, finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        Assert.NotEqual(sound, await scene.FingerprintAsync());

        await scene.ExecuteAsync(flaw.Mend);
        Assert.Equal([], (await scene.FindingsAsync()).Select(f => $"{f.Code} {f.Subject}"));
    }
}

public sealed class SqliteGateTests : GateTests
{
    public static TheoryData<string> Names => [.. Flaws.Sqlite.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task What_is_wrong_is_found_and_what_is_mended_is_not(string name) => SpoilAndMendAsync(Flaws.Sqlite.Single(f => f.Name == name));

    [Fact]
    public async Task A_key_that_may_be_null_is_warned_of()
    {
        await using var database = await CreateAsync();
        var scene = await GateScene.CreateAsync(database);
        await scene.ExecuteAsync("drop table posts; create table posts (id text primary key, user_id integer references users (id), editor integer references users (id), body text)");
        Assert.Equal((CoverageCodes.KeyNullable, "posts.id"), (await scene.WarningsAsync()).Where(f => f.Code == CoverageCodes.KeyNullable).Select(f => (f.Code, f.Subject)).Single());
        Assert.Empty(await scene.FindingsAsync());

        foreach (var mended in new[] { "id text not null primary key, REST", "id text primary key, REST) without rowid --" })
        {
            await scene.ExecuteAsync($"drop table posts; create table posts ({mended.Replace("REST", "user_id integer references users (id), editor integer references users (id), body text", StringComparison.Ordinal)}\n)".Replace("--\n)", "", StringComparison.Ordinal));
            Assert.DoesNotContain(await scene.WarningsAsync(), f => f.Code == CoverageCodes.KeyNullable);
        }
    }

    [Fact]
    public async Task A_file_that_can_only_be_read_is_told()
    {
        await using var file = await SqliteFile.CreateAsync(TestContext.Current.CancellationToken);
        await file.ExecuteAsync("pragma journal_mode = delete", TestContext.Current.CancellationToken);
        var scene = await GateScene.CreateAsync(new SqliteTestDatabase(file));
        var schema = await scene.SchemaAsync(connectionString: $"Data Source=file:{file.Path}?mode=ro");

        var finding = Assert.Single(CoverageCheck.Compare(scene.Map, "main", schema));
        Assert.Equal((CoverageCodes.ReadOnly, "main", GateScene.LineOf("\"connection\"")), (finding.Code, finding.Subject, finding.Line));
        Assert.False((await scene.SchemaAsync()).IsReadOnly);
    }

    [Fact]
    public async Task A_journal_that_lets_nobody_read_and_write_at_once_is_warned_of()
    {
        await using var file = await SqliteFile.CreateAsync(TestContext.Current.CancellationToken);
        await file.ExecuteAsync("pragma journal_mode = delete", TestContext.Current.CancellationToken);
        var scene = await GateScene.CreateAsync(new SqliteTestDatabase(file));
        var finding = Assert.Single(await scene.WarningsAsync(), f => f.Code == CoverageCodes.JournalMode);
        Assert.Equal(("main", GateScene.LineOf("\"connection\"")), (finding.Subject, finding.Line));
        Assert.Empty(await scene.FindingsAsync());

        await using var logged = await SqliteFile.CreateAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(await (await GateScene.CreateAsync(new SqliteTestDatabase(logged))).WarningsAsync(), f => f.Code == CoverageCodes.JournalMode);
    }

    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
}
