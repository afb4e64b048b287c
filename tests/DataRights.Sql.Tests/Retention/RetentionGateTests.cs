using DataRights.Mapping;
using DataRights.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionGateTests(SourceKind kind) : RetentionTests(kind)
{
    [Fact]
    public async Task Nobody_makes_up_more_of_a_sum_than_is_allowed()
    {
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/just", Seconds: 80), new(At(Day, 10), 2, null, "/just", Seconds: 20),
            new(At(Day, 10), 1, null, "/over", Seconds: 81), new(At(Day, 10), 2, null, "/over", Seconds: -19),
            new(At(Day, 10), 1, null, "/nobody", Seconds: 1), new(At(Day, 10), 2, null, "/nobody", Seconds: 1), new(At(Day, 10), null, null, "/nobody", Seconds: 9));

        var published = await Store.PublishAsync(Rule, Day, Token);

        Assert.Equal(["/just|2026-01-05|2|100|2"], await Database.CellsAsync(Rule));
        Assert.Equal((2L, 80L, ResidualFate.Suppressed, 5L, 2L), (published.DominanceFailures, published.Dominance, published.Residual, published.ResidualRows, published.ResidualPeople));
    }

    [Fact]
    public async Task An_average_that_too_few_people_make_is_null()
    {
        var rule = Rule with { Measures = [new("mean", MeasureKind.Average, "seconds"), new("visitors", MeasureKind.People, null)] };
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/two", Seconds: 1), new(At(Day, 10), 2, null, "/two", Seconds: 2), new(At(Day, 11), 2, null, "/two", Seconds: null),
            new(At(Day, 10), 1, null, "/one", Seconds: 5), new(At(Day, 10), 2, null, "/one", Seconds: null));

        var published = await Store.PublishAsync(rule, Day, Token);

        Assert.Equal(["/one|2026-01-05|-|2|2", "/two|2026-01-05|1.5|2|2"], await Database.CellsAsync(rule));
        Assert.Equal(1, published.AveragesWithheld);
    }

    [Fact]
    public async Task A_cell_whose_people_share_a_hidden_value_goes_into_the_residual()
    {
        var rule = Rule with { Sensitive = [new("browser", 2)] };
        await Database.InsertAsync(
            new(At(Day, 10), 1, null, "/same", "Edge"), new(At(Day, 10), 2, null, "/same", "Edge"), new(At(Day, 10), null, null, "/same", "Firefox 128.0"),
            new(At(Day, 10), 1, null, "/both", "Edge"), new(At(Day, 10), 2, null, "/both", "Chrome/126.0.6478"));

        var published = await Store.PublishAsync(rule, Day, Token);

        Assert.Equal(["/both|2026-01-05|2|2|2"], await Database.CellsAsync(rule));
        Assert.Equal((1L, 2L, ResidualFate.Suppressed), (published.DiversityFailures, published.Diversity, published.Residual));
    }

    [Fact]
    public async Task A_kept_value_that_alone_is_left_of_its_kind_is_not_published()
    {
        var rule = Rule with { Keep = [new("route", Generalization.AsIs), new("browser", Generalization.AsIs)], Sensitive = [new("browser", 2)] };
        await Database.InsertAsync([.. from user in Enumerable.Range(1, 2)
            from cell in new[] { ("/both", "Edge"), ("/both", "Opera"), ("/alone", "Edge") }
            select new RawRow(At(Day, 10), user, null, cell.Item1, cell.Item2), new RawRow(At(Day, 10), 1, null, "/alone", "Opera")]);

        await Store.PublishAsync(rule, Day, Token);

        Assert.Equal(["/both|Edge|2|2|2", "/both|Opera|2|2|2"], await Database.CellsAsync(rule));
        // Its rows are published where nobody sees whose value is which.
        Assert.Equal(["2026-01-05 -|-|3|3|2"], await Database.ResidualsAsync(rule));
    }

    [Fact]
    public async Task Contributions_and_values_are_bounded()
    {
        var rule = Rule with { Contributions = 2, Clamps = [new("seconds", 0, 10)] };
        await Database.InsertAsync([.. Enumerable.Range(0, 9).Select(i => new RawRow(At(Day, 10, i), 1, null, Seconds: 5 + i)), new(At(Day, 10), 2, null, Seconds: 99), new(At(Day, 11), 2, null, Seconds: -5)]);

        var published = await Store.PublishAsync(rule, Day, Token);

        Assert.Equal(["/home|2026-01-05|4|21|2"], await Database.CellsAsync(rule));
        Assert.Equal((7L, 5L), (published.RowsBeyondContributions, published.ValuesClamped));
    }

    [Fact]
    public async Task The_tables_of_two_rules_cannot_be_subtracted_from_each_other()
    {
        // By route alone and by browser alone everything passes; but only one person on /a has Opera.
        RetentionRule[] rules =
        [
            Rule with { Keep = [new("route", Generalization.AsIs)], Measures = [new("views", MeasureKind.Count, null)] },
            Rule with { Name = "second", Into = "second", Keep = [new("route", Generalization.AsIs), new("browser", Generalization.AsIs)], Measures = [new("views", MeasureKind.Count, null)] },
        ];
        await Database.InsertAsync([.. Enumerable.Range(1, 4).Select(u => new RawRow(At(Day, 10), u, null, "/a", "Edge")), new(At(Day, 10), 5, null, "/a", "Opera")]);

        var published = await Store.PublishAsync(RetentionGroup.Of(rules), Day, Token);

        Assert.Equal(["page_views", "second"], published.Select(p => p.Rule));
        Assert.Equal(["/a|4|4"], await Database.CellsAsync(rules[0]));
        Assert.Equal(["/a|Edge|4|4"], await Database.CellsAsync(rules[1]));
    }

    [Fact]
    public async Task What_was_published_is_found_again_with_its_figures()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null), new(At(Day, 10), 3, null, "/alone"));
        var published = await Store.PublishAsync(Rule, Day, Token);

        var found = await Store.FindAsync(Rule, Day, Token);

        Assert.Equal([new CellClass(1, false, 1, 1, 1), new CellClass(2, true, 1, 2, 2)], found!.Classes);
        Assert.Equal((1L, 2L, true), (found.UniquePeople, found.SmallestCell, found.AlreadyPublished));
        Assert.Equal(published.Classes, found.Classes);
    }

    [Fact]
    public async Task A_period_cannot_be_changed_and_a_rule_not_dropped_while_something_is_left_of_it()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null));
        await Store.PublishAsync(Rule, Day, Token);

        async Task<string> CodeAsync(RetentionRule rule) => (await Assert.ThrowsAsync<RetentionRuleException>(() => Store.PrepareAsync(rule, Token))).Code;
        Assert.Equal("period-changed", await CodeAsync(Rule with { Period = PublicationPeriod.Week }));
        Assert.Equal("unfinished-rule", await CodeAsync(Rule with { Name = "renamed", Into = "renamed" }));

        await WorkDayAsync(Rule, Day);
        await Store.PrepareAsync(Rule with { Name = "renamed", Into = "renamed" }, Token);
    }

    [Fact]
    public async Task A_dimension_that_is_unique_would_publish_nothing()
    {
        await Database.ExecuteAsync("create table keyed (id bigint primary key, user_id bigint, viewed_at " + (Database.Kind == SourceKind.Postgres ? "timestamptz" : "text") + ")");
        var rule = Rule with { From = "keyed", Person = ["user_id"], Keep = [new("id", Generalization.AsIs)], Measures = [new("views", MeasureKind.Count, null)] };

        Assert.Equal("publishes-nothing", (await Assert.ThrowsAsync<RetentionRuleException>(() => Store.PrepareAsync(rule, Token))).Code);
    }

    [Fact]
    public async Task Assessing_writes_nothing()
    {
        await Database.InsertAsync(new(At(Day, 10), 1, null), new(At(Day, 10), 2, null));

        var assessed = await Store.AssessAsync(Rule with { Keep = [] }, Day, Token);

        Assert.Equal((2, 1, 0, 2, 0), assessed.Counts());
        Assert.Equal(1, await Database.CountAsync(Database.Kind == SourceKind.Postgres ? "pg_tables where schemaname = 'public'" : "sqlite_schema where type = 'table'"));
    }
}

public sealed class SqliteRetentionGateTests() : RetentionGateTests(SourceKind.Sqlite);

public sealed class PostgresRetentionGateTests() : RetentionGateTests(SourceKind.Postgres);
