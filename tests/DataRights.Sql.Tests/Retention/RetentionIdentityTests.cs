using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Retention;
using DataRights.Retention.Holding;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>Identities that only analytics knew go with their last raw row, and no other does.</summary>
public abstract class RetentionIdentityTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly IdentityTable Devices = new("devices", "id", "device_id", "last_seen_at", ["account_id"]);

    private static readonly RetentionRule Knowing = Rule with { Identities = [Devices] };

    private static readonly RetentionGroup Group = RetentionGroup.Of(Knowing);

    [Fact]
    public async Task An_identity_goes_only_when_nothing_knows_it_any_more()
    {
        await SeedAsync();
        await DestroyAsync();

        var removed = new List<long>();
        do
        {
            removed.Add(await Store.ForgetAsync(Group, Map(), Day, 1, RawHolds.None, Token));
        }
        while (removed[^1] > 0);

        Assert.Equal([1, 1, 0], removed);
        Assert.Equal(["account", "clicked", "pushed", "recent", "referred", "undated", "younger"], await Database.RowsAsync("select id from devices"));
        Assert.Equal(2, Assert.Single(await Store.ListAsync(Knowing, 9, Token)).IdentitiesDestroyed);
        Assert.Equal(2, (await Store.FindAsync(Knowing, Day, Token))!.IdentitiesDestroyed);
        Assert.Equal(2, await Database.CountAsync());
    }

    [Fact]
    public async Task What_was_not_recorded_yet_makes_the_period_due_again()
    {
        await SeedAsync();
        await DestroyAsync();
        await Store.SettleAsync(Knowing, Day, 3, Token);
        Assert.NotEqual(Day, await Store.OldestDueAsync(Knowing, LongAfter, Token));

        Assert.Equal(2, await Store.ForgetAsync(Group, Map(), Day, 100, RawHolds.None, Token));

        Assert.Equal(Day, await Store.OldestDueAsync(Knowing, LongAfter, Token));
    }

    [Fact]
    public async Task While_a_hold_is_on_the_collection_no_identity_of_it_goes()
    {
        await SeedAsync();
        await DestroyAsync();
        var held = new RawHolds(Map(), await Store.GateAsync(Token), [], []) { Collections = ["devices"] };

        Assert.Equal(0, await Store.ForgetAsync(Group, Map(), Day, 100, held, Token));
        await Store.RaiseGateAsync(Token);
        await Assert.ThrowsAsync<Sources.FencedException>(() => Store.ForgetAsync(Group, Map(), Day, 100, held, Token));
        Assert.Equal(2, await Store.ForgetAsync(Group, Map(), Day, 100, RawHolds.None, Token));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_nothing_goes()
    {
        await SeedAsync();
        await DestroyAsync();
        async Task<string> CodeAsync(IdentityTable identity) => (await Assert.ThrowsAsync<RetentionRuleException>(() =>
            Store.ForgetAsync(RetentionGroup.Of(Knowing with { Identities = [identity] }), Map(), Day, 9, RawHolds.None, Token))).Code;

        Assert.Equal("unknown-table", await CodeAsync(Devices with { From = "gadgets" }));
        Assert.Equal("unknown-column", await CodeAsync(Devices with { Accounts = ["owner"] }));
        await Database.ExecuteAsync("drop table pushes");
        await Store.PrepareAsync(Group, Token);
        Assert.Equal("identities-unseen", await CodeAsync(Devices));
        Assert.Equal(9, await Database.CountAsync("devices"));
    }

    [Fact]
    public async Task Whatever_the_rows_no_identity_goes_that_something_knows()
    {
        await CreateAsync();
        var random = new Random(5);
        var values = Enumerable.Range(0, 120).Select(i => (Id: $"d{i}", Account: random.Next(4) == 0, Old: random.Next(5) > 0, Kept: random.Next(3) == 0, Pushed: random.Next(5) == 0)).ToList();
        await Database.ExecuteAsync($"insert into devices values {string.Join(", ", values.Select(d => $"('{d.Id}', {(d.Account ? "1" : "null")}, '{(d.Old ? "2026-01-02" : "2026-01-08")} 10:00:00+00:00')"))}");
        await Database.InsertAsync([.. values.Select((d, i) => new RawRow(At(d.Kept ? Day.AddDays(1) : Day, 10), null, d.Id))]);
        await Database.ExecuteAsync($"insert into pushes select id from devices where id in ({string.Join(", ", values.Where(d => d.Pushed).Select(d => $"'{d.Id}'"))})");
        await DestroyAsync();

        while (await Store.ForgetAsync(Group, Map(), Day, 7, RawHolds.None, Token) > 0)
        {
        }

        Assert.Equal(values.Where(d => d.Account || !d.Old || d.Kept || d.Pushed).Select(d => d.Id).Order(StringComparer.Ordinal), await Database.RowsAsync("select id from devices"));
    }

    private async Task DestroyAsync()
    {
        await Store.PublishAsync(Knowing, Day, Token);
        while (await Store.DestroyAsync(Knowing, Day, 1000, Token) > 0)
        {
        }
    }

    private async Task CreateAsync()
    {
        var postgres = Database.Kind == SourceKind.Postgres;
        await Database.ExecuteAsync($"create table devices (id text primary key, account_id bigint, last_seen_at {(postgres ? "timestamptz" : "text")})");
        await Database.ExecuteAsync("create table pushes (device_id text); create table clicks (gadget text); create table bonds (device text references devices (id))");
    }

    /// <summary>Two devices that nothing knows but rows of the day, or nothing at all, and seven of which something does.</summary>
    private async Task SeedAsync()
    {
        await CreateAsync();
        await Database.ExecuteAsync($"insert into devices select i, null, '2026-01-05 12:00:00+00:00' from (select 'gone' as i {string.Concat(new[] { "never", "younger", "undated", "pushed", "clicked", "referred" }.Select(d => $" union all select '{d}'"))}) x");
        await Database.ExecuteAsync("insert into devices values ('account', 7, '2026-01-05 12:00:00+00:00'), ('recent', null, '2026-01-06 12:00:00+00:00')");
        await Database.ExecuteAsync("insert into pushes values ('pushed'); insert into clicks values ('clicked'); insert into bonds values ('referred')");
        await Database.InsertAsync(new(At(Day, 9), null, "gone"), new(At(Day, 10), null, "account"), new(At(Day, 10), null, "younger"), new(At(Day.AddDays(1), 10), null, "younger"));
        await Database.ExecuteAsync("insert into page_views (device_id, viewed_at) values ('undated', null)");
    }

    private DataMap Map()
    {
        var map = DataMapLoader.Parse(
            """
            {
              "name": "known", "version": 1,
              "controller": { "name": "A test", "contact": "test@example.org" },
              "clock": { "regime": "gdpr", "answerWithin": "P1M", "deletionGrace": "P7D", "archiveLifetime": "P7D" },
              "identifiers": { "user_id": { "type": "integer" } },
              "sources": { "main": { "kind": "KIND", "connection": "Main" } },
              "collections": {
                "users": { "source": "main", "from": "users", "key": ["id"], "root": { "id": "user_id" }, "columns": { "id": {} }, "deletion": { "treatment": "delete" } },
                "devices": { "source": "main", "from": "devices", "key": ["id"], "columns": { "id": {}, "account_id": {}, "last_seen_at": {} },
                  "references": [ { "columns": ["account_id"], "to": "users", "toColumns": ["id"], "owns": true } ], "deletion": { "treatment": "delete" } },
                "pushes": { "source": "main", "from": "pushes", "key": ["device_id"], "columns": { "device_id": {} },
                  "references": [ { "columns": ["device_id"], "to": "devices", "toColumns": ["id"], "owns": true } ], "deletion": { "treatment": "delete" } }
              }
            }
            """.Replace("KIND", Database.Kind.ToString().ToLowerInvariant(), StringComparison.Ordinal),
            "data-map.json");
        return map with { Retention = [Knowing, Rule with { Name = "clicks", From = "clicks", Identities = [Devices with { Column = "gadget" }] }] };
    }
}

public sealed class SqliteRetentionIdentityTests() : RetentionIdentityTests(SourceKind.Sqlite);

public sealed class PostgresRetentionIdentityTests() : RetentionIdentityTests(SourceKind.Postgres);
