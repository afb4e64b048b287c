using DataRights.Mapping;
using DataRights.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionSchemaTests(SourceKind kind) : RetentionTests(kind)
{
    public static TheoryData<string> Misfits =>
    [
        "create table page_views_daily (route text, viewed_at text, views bigint)",
        "create table page_views_daily (route bigint, viewed_at date, views bigint, seconds numeric, people bigint)",
        "create table page_views_daily (route text not null, viewed_at date, views bigint, seconds numeric, people bigint)",
        "create table page_views_daily (route text, viewed_at date, views bigint, seconds numeric, people bigint, extra text not null)",
        "create table page_views_daily (route text, viewed_at date, views bigint, seconds numeric, people bigint, period date, residual text)",
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task A_target_of_another_shape_is_refused(string create)
    {
        await Database.ExecuteAsync(create);

        Assert.Equal("target-shape", (await RefusedAsync(Rule)).Code);
    }

    [Fact]
    public async Task A_target_that_fits_is_used_as_it_is()
    {
        // As the first version made it: what it lacks is added.
        await Database.ExecuteAsync("create table page_views_daily (note text, people bigint, seconds numeric, views bigint, viewed_at date, route text)");
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null));

        await Store.PublishAsync(Rule, Day, Token);

        Assert.Equal(["/home|2026-01-05|2|2|2"], await Database.CellsAsync(Rule));
    }

    [Fact]
    public async Task What_does_not_fit_the_schema_is_refused_with_a_code()
    {
        Assert.Equal("unknown-table", (await RefusedAsync(Rule with { From = "views" })).Code);
        Assert.Equal("unknown-column", (await RefusedAsync(Rule with { Time = "seen_at" })).Code);
        Assert.Equal("unknown-column", (await RefusedAsync(Rule with { Person = ["account"] })).Code);
        Assert.Equal("unknown-column", (await RefusedAsync(Rule with { Keep = [new("country", Generalization.AsIs)] })).Code);
        Assert.Equal("unknown-zone", (await RefusedAsync(Rule with { Zone = "Europe/Atlantis" })).Code);
        Assert.Equal("minimum-people", (await RefusedAsync(Rule with { MinimumPeople = 1 })).Code);
        Assert.Equal("person-columns", (await RefusedAsync(Rule with { Person = ["user_id", "device_id", "user_id"] })).Code);
        Assert.Equal("column-type", (await RefusedAsync(Rule with { Keep = [new("route", Generalization.Bands) { Edges = [1] }] })).Code);
        Assert.Equal("column-type", (await RefusedAsync(Rule with { Clamps = [new("seconds", 0.5m, 9)] })).Code);
        Assert.Equal("column-type", (await RefusedAsync(Rule with { Measures = [new("sum", MeasureKind.Sum, "route")] })).Code);
        Assert.Equal("target-columns", (await RefusedAsync(Rule with { Measures = [new("People", MeasureKind.Count, null)] })).Code);
        Assert.Equal("target-shape", (await RefusedAsync(Rule with { Into = "page_views" })).Code);
        Assert.Equal(1, await Database.CountAsync(Database.Kind == SourceKind.Postgres ? "pg_tables where schemaname = 'public'" : "sqlite_schema where type = 'table'"));
    }

    [Fact]
    public async Task A_foreign_watermark_table_is_refused()
    {
        await Database.ExecuteAsync("create table data_rights_retention (rule text, day date)");

        Assert.Equal("watermark-shape", (await RefusedAsync(Rule)).Code);
    }

    [Fact]
    public async Task Rows_that_a_trigger_keeps_are_not_called_destroyed()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null));
        await Database.ExecuteAsync(Database.Kind == SourceKind.Postgres
            ? "create function keep() returns trigger language plpgsql as 'begin return null; end'; create trigger keep before delete on page_views for each row execute function keep()"
            : "create trigger keep before delete on page_views begin select raise(ignore); end");
        await Store.PublishAsync(Rule, Day, Token);

        var refused = await Assert.ThrowsAsync<RetentionRuleException>(() => Store.DestroyAsync(Rule, Day, 10, Token));

        Assert.Equal("rows-remain", refused.Code);
    }

    private Task<RetentionRuleException> RefusedAsync(RetentionRule rule) =>
        Assert.ThrowsAsync<RetentionRuleException>(() => Store.PrepareAsync(rule, Token));
}

public sealed class SqliteRetentionSchemaTests() : RetentionSchemaTests(SourceKind.Sqlite);

public sealed class PostgresRetentionSchemaTests() : RetentionSchemaTests(SourceKind.Postgres);
