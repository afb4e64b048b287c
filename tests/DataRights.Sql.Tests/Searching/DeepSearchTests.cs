using DataRights.Mapping;
using DataRights.Searching;
using DataRights.Sources;
using DataRights.Sql.Tests.Erasing;
using DataRights.Sql.Tests.Generated;
using DataRights.Subjects;
using DataRights.Testing.Servers;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Searching;

/// <summary>Identifiers are looked for in every text of every mapped table, literally, and found where they stand by themselves.</summary>
public abstract class DeepSearchTests
{
    private static readonly Identifier Mail = new("email", IdentifierType.Email, "ann@x.org");
    private static readonly Identifier Phone = new("phone", IdentifierType.Phone, "+491701234567");
    private static readonly string[] Pieces =
    [
        "ann@x.org", "Ann@X.ORG", "joann@x.org", "ann@x.org.uk", "ann@", "x.org", "+49 170 1234567", "0049-170-123 45 67", "491701234567", "1234567", "+4917012345678", "(0)",
        " ", ".", ",", "-", "\n", "\\n", "\\u0040", "'", "%", "_", "\"", "é", "e\u0301", "İ", "K", "🐍", "a", "7", "+", "/", "\u00A0",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<ITestDatabase> CreateAsync();

    [Fact]
    public async Task The_persons_own_rows_that_stay_are_told_apart_from_other_peoples_and_from_shared_ones()
    {
        await using var scene = await SceneAsync();
        await using var session = await scene.Source.OpenErasureAsync(ErasingSources.ScopeOf(scene.Source, scene.Footprint("1")), Token);
        await session.LocateAsync(scene.Footprint("1"), Token);
        await session.EraseAsync(Erasure(scene.Footprint("1")), Token);
        var found = await session.SearchAsync(Search(), Token).ToListAsync(Token);

        Assert.Equal(
            [("invoices", "detail", 1, 1), ("talks", "title", 0, 2), ("notes", "body", 0, 1)],
            found.Where(c => c.Own + c.Others > 0).Select(c => (c.Collection, c.Column, (int)c.Own, (int)c.Others)));
        Assert.All(found, c => Assert.Null(c.Missed));
        Assert.Equal(["people.name", "invoices.kind", "invoices.detail", "talks.title", "notes.body"], found.Select(c => $"{c.Collection}.{c.Column}"));
    }

    [Fact]
    public async Task What_more_than_the_bounds_would_have_to_be_read_for_is_told()
    {
        await using var scene = await SceneAsync();
        await using var session = await scene.Source.OpenErasureAsync(ErasingSources.ScopeOf(scene.Source, scene.Footprint("1")), Token);
        await session.LocateAsync(scene.Footprint("1"), Token);
        var found = await session.SearchAsync(Search() with { Rows = 2 }, Token).ToListAsync(Token);

        Assert.Equal(["kind", "detail"], found.Where(c => c.Missed == NotSearchedReasons.Rows).Select(c => c.Column));
        Assert.Equal(1, found.Single(c => c.Column == "detail").Own);
    }

    [Fact]
    public async Task A_column_that_takes_too_long_is_told_and_the_next_is_searched()
    {
        await using var scene = await SceneAsync();
        await scene.ExecuteAsync("insert into notes with recursive n(i) as (select 100 union all select i + 1 from n where i < 60000) select i, i || '-0-0-0-0-0-0-0-0-0-0-0-0-0-0-0-0' from n", Token);
        await using var session = await scene.Source.OpenErasureAsync(new ErasureScope(scene.Map, []), Token);
        var found = await session.SearchAsync(Search() with { Rows = 100_000, Within = TimeSpan.FromMilliseconds(5) }, Token).ToListAsync(Token);

        Assert.Equal(NotSearchedReasons.Time, found.Single(c => c.Collection == "notes").Missed);
        Assert.Contains(await session.SearchAsync(Search() with { Rows = 100_000 }, Token).ToListAsync(Token), c => c is { Collection: "notes", Missed: null });
    }

    [Fact]
    public async Task The_search_writes_nothing_and_leaves_the_session_usable()
    {
        await using var scene = await SceneAsync();
        var before = await scene.RowsAsync("select * from invoices order by id", Token);
        await using var session = await scene.Source.OpenErasureAsync(ErasingSources.ScopeOf(scene.Source, scene.Footprint("1")), Token);
        await session.LocateAsync(scene.Footprint("1"), Token);
        await session.SearchAsync(Search(), Token).ToListAsync(Token);

        Assert.Equal(before, await scene.RowsAsync("select * from invoices order by id", Token));
        Assert.NotNull(await session.EraseAsync(Erasure(scene.Footprint("1")), Token));
    }

    [Fact]
    public async Task Whatever_stands_around_an_identifier_the_database_finds_the_rows_in_which_it_stands_by_itself()
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("notes", ["id"]));
        await scene.ExecuteAsync("create table people (id bigint primary key); create table notes (id bigint primary key, body text)", Token);
        var random = new Random(12345);
        var texts = Enumerable.Range(0, 600).Select(_ => string.Concat(random.GetItems(Pieces, random.Next(1, 9)))).Concat(Pieces).ToList();
        var rows = texts.Select((t, i) => FormattableString.Invariant($"({i}, '{t.Replace("'", "''", StringComparison.Ordinal)}')"));
        await scene.ExecuteAsync($"insert into notes values {string.Join(", ", rows)}", Token);
        await using var session = await scene.Source.OpenErasureAsync(new ErasureScope(scene.Map, []), Token);

        foreach (var identifier in new[] { Mail, Phone })
        {
            var term = SearchTerm.Of(identifier)!;
            var wanted = texts.Count(term.IsIn);
            Assert.InRange(wanted, 10, texts.Count - 10);
            Assert.Equal(wanted, Assert.Single(await session.SearchAsync(new DeepSearch([term], 10_000, TimeSpan.FromMinutes(1)), Token).ToListAsync(Token)).Others);
        }
    }

    [Theory]
    [InlineData("'; drop table notes; --")]
    [InlineData("100%_[a-z]*\\d+?(x)")]
    [InlineData("\\'\"; $1 @p0 :x {0}")]
    public async Task An_identifier_is_searched_for_literally(string value)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("notes", ["id"]));
        await scene.ExecuteAsync($"create table people (id bigint primary key); create table notes (id bigint primary key, body text); insert into notes values (1, 'a {value.Replace("'", "''", StringComparison.Ordinal)} b'), (2, '100 percent_a-z'), (3, 'notes')", Token);
        await using var session = await scene.Source.OpenErasureAsync(new ErasureScope(scene.Map, []), Token);
        var term = SearchTerm.Of(new Identifier("id", IdentifierType.Text, value))!;

        Assert.Equal(1, Assert.Single(await session.SearchAsync(new DeepSearch([term], 100, TimeSpan.FromMinutes(1)), Token).ToListAsync(Token)).Others);
        Assert.Equal("1 2 3", await scene.RowsAsync("select id from notes order by id", Token));
    }

    private static DeepSearch Search() => new([SearchTerm.Of(Mail)!, SearchTerm.Of(Phone)!], 1000, TimeSpan.FromMinutes(1));

    private async Task<ErasureScene> SceneAsync()
    {
        var scene = new ErasureScene(await CreateAsync(),
            Root(),
            Table("invoices", ["id"], Owned("person_id", "people")) with { Deletion = [new DeletionRule { Treatment = Treatment.Anonymize, When = Is("kind", "paid"), Anonymize = [Null("person_id")] }, new DeletionRule { Treatment = Treatment.Delete }] },
            Table("talks", ["id"], Owned("person_id", "people")) with { Deletion = [new DeletionRule { Treatment = Treatment.Detach }] },
            Table("notes", ["id"]));
        await scene.ExecuteAsync(
            """
            create table people (id bigint primary key, name text);
            create table invoices (id bigint primary key, person_id bigint, kind varchar(9), detail json);
            create table talks (id bigint primary key, person_id bigint, title varchar(90));
            create table notes (id bigint primary key, body text);
            insert into people values (1, 'ann@x.org'), (2, 'joann@x.org');
            insert into invoices values (1, 1, 'paid', '{"to": "Ann@x.org"}'), (2, 1, 'open', '{"to": "ann@x.org"}'), (3, 2, 'paid', '{"call": "+49 170 1234567"}'), (4, 1, 'paid', '{"to": "joann@x.org"}');
            insert into talks values (1, 1, 'with ann@x.org'), (2, 2, 'about ann@x.org');
            insert into notes values (1, 'ask ann@x.org'), (2, 'ask mary.ann@x.org');
            """, Token);
        return scene;
    }
}

public sealed class SqliteDeepSearchTests : DeepSearchTests
{
    protected override async Task<ITestDatabase> CreateAsync() => new SqliteTestDatabase(await SqliteFile.CreateAsync(TestContext.Current.CancellationToken));
}

public sealed class PostgresDeepSearchTests(PostgresFixture postgres) : DeepSearchTests, IClassFixture<PostgresFixture>
{
    protected override async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
}
