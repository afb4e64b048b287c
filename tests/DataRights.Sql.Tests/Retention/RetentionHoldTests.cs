using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using DataRights.Mapping.Loading;
using DataRights.Retention;
using DataRights.Retention.Holding;
using DataRights.Sources;
using DataRights.Subjects;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionHoldTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly RetentionGroup Group = RetentionGroup.Of(Rule);

    [Fact]
    public async Task Rows_that_lead_to_a_held_person_stay_and_go_when_the_hold_ends()
    {
        var map = await SeedAsync();
        var held = await HoldsAsync(map, new HeldPerson(new RootKey("users", new Key(["1"])), null));
        await Store.PublishAsync(Group, Day, held, Token);
        var cells = await Database.CellsAsync(Rule);

        Assert.Equal(4, await Store.DestroyAsync(Group, Day, 100, held, Token));
        Assert.Equal(0, await Store.DestroyAsync(Group, Day, 100, held, Token));
        Assert.Equal(4, await Store.CountHeldAsync(Group, Day, held, Token));
        await Store.SettleAsync(Group, Day, 4, 4, Token);

        // By account, by the account's device, and by a device that was only seen with it; another's row on that device is gone.
        Assert.Equal(["-|phone|/3", "-|seen|/4", "1|-|/1", "1|seen|/5"], await LeftAsync());
        Assert.Equal(4, await Store.CountHeldAsync(Group, Token));
        Assert.Null(await Store.OldestDueAsync(Group, LongAfter, held, Token));
        Assert.Equal(Day, await Store.OldestDueAsync(Group, LongAfter, RawHolds.None, Token));
        Assert.Null(Assert.Single(await Store.ListAsync(Rule, 10, Token)).DestroyedAt);

        Assert.Equal(4, await Store.DestroyAsync(Group, Day, 100, RawHolds.None, Token));
        await Store.SettleAsync(Group, Day, 8, 0, Token);
        Assert.Null(await Store.OldestDueAsync(Group, LongAfter, RawHolds.None, Token));
        Assert.Equal(cells, await Database.CellsAsync(Rule));
        var state = Assert.Single(await Store.ListAsync(Rule, 10, Token));
        Assert.Equal((8, 0L), (state.RowsDestroyed, state.RowsHeld));
        Assert.NotNull(state.DestroyedAt);
    }

    [Fact]
    public async Task A_hold_on_some_rows_keeps_those_whoever_s_they_are()
    {
        var map = await SeedAsync();
        var held = (await HoldsAsync(map)) with { Everybody = [PredicateParser.Parse("route = '/2'")] };
        await Store.PublishAsync(Group, Day, held, Token);

        Assert.Equal(7, await Store.DestroyAsync(Group, Day, 100, held, Token));
        Assert.Equal(["2|-|/2"], await LeftAsync());
    }

    [Fact]
    public async Task A_hold_on_some_rows_of_a_person_keeps_no_others()
    {
        var map = await SeedAsync();
        var held = await HoldsAsync(map, new HeldPerson(new RootKey("users", new Key(["1"])), PredicateParser.Parse("route = '/1'")));
        await Store.PublishAsync(Group, Day, held, Token);

        Assert.Equal(7, await Store.DestroyAsync(Group, Day, 100, held, Token));
        Assert.Equal(["1|-|/1"], await LeftAsync());
    }

    [Fact]
    public async Task Whoever_read_the_holds_before_a_new_one_destroys_nothing()
    {
        var map = await SeedAsync();
        var read = await HoldsAsync(map);
        await Store.PublishAsync(Group, Day, read, Token);
        await Store.RaiseGateAsync(Token);

        await Assert.ThrowsAsync<FencedException>(() => Store.DestroyAsync(Group, Day, 100, read, Token));
        await Assert.ThrowsAsync<FencedException>(() => Store.PublishAsync(Group, Day.AddDays(1), read, Token));

        Assert.Equal(8, await Database.CountAsync());
        Assert.Equal(8, await Store.DestroyAsync(Group, Day, 100, await HoldsAsync(map), Token));
    }

    [Fact]
    public async Task The_people_that_raw_rows_may_lead_to_are_the_roots()
    {
        var map = await SeedAsync();
        await Store.PrepareAsync(Group, Token);

        var roots = await Store.RootKeysAsync(Group, map, Token).ToListAsync(Token);

        Assert.Equal(["users 1", "users 2", "users 3"], roots.Select(r => $"{r.Collection} {r.Key.Values[0]}").Order(StringComparer.Ordinal));
    }

    private async Task<RawHolds> HoldsAsync(DataMap map, params HeldPerson[] people) => new(map, await Store.GateAsync(Token), [], people);

    private Task<IReadOnlyList<string>> LeftAsync() => Database.RowsAsync("select cast(user_id as text), device_id, route from page_views");

    /// <summary>Eight rows of a day; account 1 has a device of its own and another that it was seen with.</summary>
    private async Task<DataMap> SeedAsync()
    {
        await Database.ExecuteAsync("create table users (id bigint primary key)");
        await Database.ExecuteAsync("create table devices (id text primary key, user_id bigint)");
        await Database.ExecuteAsync("insert into users values (1), (2), (3)");
        await Database.ExecuteAsync("insert into devices values ('phone', 1), ('tablet', 2)");
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/1"), new(At(Day, 10), 2, null, "/2"), new(At(Day, 11), null, "phone", "/3"), new(At(Day, 11), null, "seen", "/4"),
            new(At(Day, 12), 1, "seen", "/5"), new(At(Day, 12), 3, "seen", "/6"), new(At(Day, 13), null, "tablet", "/7"), new(At(Day, 13), null, null, "/8"));
        return DataMapLoader.Parse(
            """
            {
              "name": "held", "version": 1,
              "controller": { "name": "A test", "contact": "test@example.org" },
              "clock": { "regime": "gdpr", "answerWithin": "P1M", "deletionGrace": "P7D", "archiveLifetime": "P7D" },
              "identifiers": { "user_id": { "type": "integer" } },
              "sources": { "main": { "kind": "KIND", "connection": "Main" } },
              "collections": {
                "users": { "source": "main", "from": "users", "key": ["id"], "root": { "id": "user_id" }, "purpose": "a test", "basis": "contract", "keptFor": "a day",
                  "columns": { "id": { "category": "account", "origin": "derived" } }, "deletion": { "treatment": "delete" } },
                "devices": { "source": "main", "from": "devices", "key": ["id"], "purpose": "a test", "basis": "contract", "keptFor": "a day",
                  "columns": { "id": { "category": "device", "origin": "observed" }, "user_id": { "category": "account", "origin": "derived" } },
                  "references": [ { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true } ], "deletion": { "treatment": "delete" } },
                "page_views": { "source": "main", "from": "page_views", "key": ["user_id", "viewed_at"], "purpose": "a test", "basis": "contract", "keptFor": "a day",
                  "columns": { "user_id": { "category": "account", "origin": "derived" }, "viewed_at": { "category": "usage", "origin": "observed" },
                    "device_id": { "category": "device", "origin": "observed" }, "route": { "category": "usage", "origin": "observed" } },
                  "references": [ { "columns": ["user_id"], "to": "users", "toColumns": ["id"], "owns": true }, { "columns": ["device_id"], "to": "devices", "toColumns": ["id"], "owns": true } ],
                  "deletion": { "treatment": "delete" } }
              }
            }
            """.Replace("KIND", Database.Kind.ToString().ToLowerInvariant(), StringComparison.Ordinal),
            "data-map.json");
    }
}

public sealed class SqliteRetentionHoldTests() : RetentionHoldTests(SourceKind.Sqlite);

public sealed class PostgresRetentionHoldTests() : RetentionHoldTests(SourceKind.Postgres);
