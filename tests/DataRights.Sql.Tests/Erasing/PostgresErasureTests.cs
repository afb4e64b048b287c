using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Sql.Tests.Generated;
using DataRights.Testing.Servers;
using Npgsql;
using Xunit;
using static DataRights.Sql.Tests.Erasing.ErasureScene;

namespace DataRights.Sql.Tests.Erasing;

/// <summary>PostgreSQL's types, schemas, rights and tables of many kinds.</summary>
public sealed class PostgresErasureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "'b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'")]
    [InlineData("bytea", "'\\x00ff27'", "00ff27", "'\\x00ff28'")]
    [InlineData("text", "'it''s \"ü\" 🐍 \\ ,{}'", "it's \"ü\" 🐍 \\ ,{}", "'its'")]
    [InlineData("bigint", "-9223372036854775808", "-9223372036854775808", "9223372036854775807")]
    [InlineData("numeric(20,4)", "12345678901234.5000", "12345678901234.5000", "12345678901234.5001")]
    [InlineData("timestamptz", "'2026-03-01 12:00:00.123456+02'", "2026-03-01 10:00:00.123456+00", "'2026-03-01 12:00:00.123457+02'")]
    [InlineData("citext_like", "'Ann'", "Ann", "'ann'")]
    public async Task A_key_of_any_type_is_found_erased_and_looked_for_again(string type, string literal, string text, string other)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("things", ["id"], Owned("person_id", "people"), Owned("parent", "things")));
        await scene.ExecuteAsync("create domain citext_like as text check (length(value) > 0)", Token);
        await scene.ExecuteAsync(
            $"""
            create table people (id {type} primary key);
            create table things (id {type} primary key, person_id {type}, parent {type});
            insert into people values ({literal}), ({other});
            insert into things values ({literal}, {literal}, null), ({other}, {other}, null);
            """, Token);
        var outcome = await scene.EraseAsync(Token, text);

        Assert.Equal(2, outcome.Collections.Sum(c => c.Deleted));
        Assert.Equal("1|1", await scene.RowsAsync("select (select count(*) from people), (select count(*) from things)", Token));
        Assert.Empty(await scene.ResidueAsync(Token));

        await scene.ExecuteAsync($"insert into things values ({literal}, null, null)", Token);
        Assert.Equal([new Residue("things", "row", 1)], await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task Tables_of_other_schemas_with_odd_names_partitions_and_generated_columns_are_erased()
    {
        await using var scene = new ErasureScene(await CreateAsync(),
            Root("Odd Schema.People \"x\"") with { Name = "people" },
            Table("Odd Schema.select", ["Id"], new Reference { Columns = ["Person Id"], To = "people", ToColumns = ["id"], Owns = true }) with { Name = "selected" },
            Table("public.events", ["day", "id"], Owned("person_id", "people")) with { Deletion = [Anonymized(Null("person_id"), Constant("note", "[deleted]"))] });
        await scene.ExecuteAsync(
            """"
            create schema "Odd Schema";
            create table "Odd Schema"."People ""x""" (id bigint primary key, email text);
            create table "Odd Schema"."select" ("Id" bigint generated always as identity primary key, "Person Id" bigint references "Odd Schema"."People ""x""" (id), doubled bigint generated always as ("Person Id" * 2) stored);
            create table events (day date not null, id bigint not null, person_id bigint references "Odd Schema"."People ""x""" (id), note text, size int generated always as (length(note)) stored, primary key (day, id)) partition by range (day);
            create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01');
            create table events_2 partition of events for values from ('2026-02-01') to ('2026-03-01');
            insert into "Odd Schema"."People ""x""" values (1, 'a'), (2, 'b');
            insert into "Odd Schema"."select" ("Person Id") values (1), (1), (2);
            insert into events values ('2026-01-05', 1, 1, 'a'), ('2026-02-05', 1, 1, 'bb'), ('2026-02-06', 2, 2, 'ccc');
            """", Token);
        var outcome = await scene.EraseAsync(Token, "1");

        Assert.Equal("3|2|4", await scene.RowsAsync("""select * from "Odd Schema"."select" """, Token));
        Assert.Equal("∅|[deleted]|9 ∅|[deleted]|9 2|ccc|3", await scene.RowsAsync("select person_id, note, size from events order by day, id", Token));
        Assert.Equal(2, outcome.Collections.Single(c => c.Collection == "events").Anonymized);
        Assert.Empty(await scene.ResidueAsync(Token));
    }

    [Fact]
    public async Task Replacements_fit_typed_columns()
    {
        var rule = Anonymized(
            Null("person_id"), Constant("mood", "unknown"), Constant("settings", "{}"), Constant("tags", "{}"), Constant("price", "0"), Constant("code", "x"),
            Constant("seen", "1970-01-01"), new ColumnAnonymizer("token", AnonymizerKind.Unique, "gone-ü"), new ColumnAnonymizer("ip", AnonymizerKind.TruncateIp, null), new ColumnAnonymizer("ip_text", AnonymizerKind.TruncateIp, null));
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("visits", ["id"], Owned("person_id", "people")) with { Deletion = [rule] });
        await scene.ExecuteAsync(
            """
            create type mood as enum ('happy', 'unknown');
            create table people (id bigint primary key);
            create table visits (id bigint primary key, person_id bigint, mood mood not null, settings jsonb not null, tags text[] not null, price numeric(8,2) not null,
              code char(3) not null, seen date not null, token varchar(40) not null unique, ip inet, ip_text text);
            insert into people values (1);
            insert into visits values (1, 1, 'happy', '{"a":1}', '{a}', 5, 'abc', '2026-01-01', 't1', '2001:db8:1:2::3', '192.0.2.77'), (2, 1, 'happy', '{}', '{}', 0, 'x', '2026-01-01', 't2', null, null);
            """, Token);
        await scene.EraseAsync(Token, "1");

        Assert.Equal("unknown|{}|{}|0.00|x|1970-01-01|38|2001:db8:1::|192.0.2.0", await scene.RowsAsync("select mood::text, settings::text, tags::text, price, trim(code), seen::text, length(token), host(ip), ip_text from visits where id = 1", Token));
        Assert.Equal("2", await scene.RowsAsync("select count(distinct token) from visits where token like 'gone-ü%'", Token));
        Assert.Empty(await scene.ResidueAsync(Token));
        foreach (var back in (string[])["ip = '2001:db8:1:2::4'", "ip = '2001:db8:1::', token = 'back'", "token = 'gone-ü2', price = 1", "price = 0, person_id = 1"])
        {
            await scene.ExecuteAsync($"update visits set {back} where id = 1", Token);
            Assert.Equal([new Residue("visits", "value", 1)], (await scene.ResidueAsync(Token)).Where(r => r.Kind == "value"));
        }
    }

    [Theory]
    [InlineData(AnonymizerKind.Constant, "[deleted]", "varchar(5)", "postgres-22001")]
    [InlineData(AnonymizerKind.Unique, "erased-", "varchar(20)", "postgres-22001")]
    [InlineData(AnonymizerKind.Constant, "many", "mood", "postgres-22P02")]
    [InlineData(AnonymizerKind.Constant, "x", "text check (t <> 'x')", "postgres-23514")]
    public async Task A_replacement_that_does_not_fit_is_refused_by_a_code_and_nothing_is_done(AnonymizerKind kind, string argument, string type, string code)
    {
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("visits", ["id"], Owned("person_id", "people")) with { Deletion = [Anonymized(Null("person_id"), new ColumnAnonymizer("t", kind, argument))] });
        await scene.ExecuteAsync(
            $"""
            create type mood as enum ('happy');
            create table people (id bigint primary key);
            create table visits (id bigint primary key, person_id bigint, t {type});
            insert into people values (1); insert into visits values (1, 1, 'happy');
            """, Token);
        if (type == "varchar(5)")
        {
            await scene.ExecuteAsync("update visits set t = 'happy'", Token);
        }

        var failed = await Assert.ThrowsAsync<SourceException>(() => scene.EraseAsync(Token, "1"));

        Assert.Equal((code, false), (failed.Code, failed.IsTransient));
        Assert.Null(failed.InnerException);
        Assert.Equal("1|1|happy", await scene.RowsAsync("select p.id, v.id, v.t::text from people p cross join visits v", Token));
    }

    [Theory]
    [InlineData(UntilBase.EndOfYear, "date", "'2026-12-31'", "P7Y", "2034-01-01T00:00:00Z")]
    [InlineData(UntilBase.EndOfMonth, "timestamptz", "'2026-01-31 23:30:00-01'", "P1M", "2026-04-01T00:00:00Z")]
    [InlineData(UntilBase.Column, "timestamp", "'2024-02-29 10:00:00'", "P1Y", "2025-02-28T10:00:00Z")]
    [InlineData(UntilBase.Column, "date", "null", "P1Y", null)]
    [InlineData(UntilBase.Column, "date", "'infinity'", "P1Y", null)]
    [InlineData(UntilBase.EndOfYear, "date", "'9999-12-31'", "P7Y", null)]
    public async Task The_end_of_a_retained_row_is_counted_from_its_date(UntilBase start, string type, string value, string add, string? until)
    {
        Assert.True(IsoDuration.TryParse(add, out var duration));
        var rule = new DeletionRule { Treatment = Treatment.Retain, Law = "tax", Until = new UntilRule(start, "paid", duration), Anonymize = [Null("person_id")] };
        await using var scene = new ErasureScene(await CreateAsync(), Root(), Table("bills", ["id"], Owned("person_id", "people")) with { Deletion = [rule] });
        await scene.ExecuteAsync($"create table people (id bigint primary key); create table bills (id bigint primary key, person_id bigint, paid {type}); insert into people values (1); insert into bills values (1, 1, {value})", Token);
        var retained = Assert.Single((await scene.EraseAsync(Token, "1")).Collections.Single(c => c.Collection == "bills").Retained);

        Assert.Equal(until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), retained.LatestUntil);
        Assert.Equal(until is null ? 1 : 0, retained.Undated);
        Assert.Equal("∅", await scene.RowsAsync("select person_id from bills", Token));
    }

    [Fact]
    public async Task A_role_without_the_right_is_refused_by_a_code_and_nothing_is_done()
    {
        var role = $"r_{Guid.NewGuid():n}";
        await using var database = await postgres.CreateDatabaseAsync(Token);
        await database.ExecuteAsync(
            $"""
            create table people (id bigint primary key);
            create table orders (id bigint primary key, person_id bigint references people (id));
            insert into people values (1); insert into orders values (1, 1);
            create table data_rights_effects (request text not null, step text not null, epoch bigint not null, outcome text not null, primary key (request, step));
            create role {role} login password 'test';
            grant all on people, data_rights_effects to {role}; grant select on orders to {role};
            """, Token);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "test", Pooling = false }.ToString();
            await using var source = SqlSource.Open("main", SourceKind.Postgres, connection, TimeProvider.System);
            await using var scene = new ErasureScene(new PostgresTestDatabase(database), Root(), Table("orders", ["id"], Owned("person_id", "people")));
            var failed = await Assert.ThrowsAsync<SourceException>(() => source.EraseAsync(ErasureScene.Erasure(scene.Footprint("1")), Token));

            Assert.Equal(("postgres-42501", false), (failed.Code, failed.IsTransient));
            Assert.Equal("1|1", await scene.RowsAsync("select * from orders", Token));
            Assert.Equal("0", await scene.RowsAsync("select count(*) from data_rights_effects", Token));
            await database.ExecuteAsync($"drop owned by {role}", Token);
        }
        finally
        {
            await using var other = await postgres.CreateDatabaseAsync(CancellationToken.None);
            await other.ExecuteAsync($"drop role {role}", CancellationToken.None);
        }
    }

    private async Task<ITestDatabase> CreateAsync() => new PostgresTestDatabase(await postgres.CreateDatabaseAsync(Token));
}
