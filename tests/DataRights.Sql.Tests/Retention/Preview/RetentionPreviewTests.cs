using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Preview;
using Xunit;

namespace DataRights.Sql.Tests.Retention.Preview;

public abstract class RetentionPreviewTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly RetentionRule Kept = Rule with { Keep = [new("route", Generalization.AsIs), new("browser", Generalization.Family), new("ip", Generalization.TruncateIp), new("viewed_at", Generalization.Day)], MinimumPeople = 3 };

    private static readonly PreviewOptions Options = new() { From = Day, Days = 4 };

    private string Tables => Database.Kind == SourceKind.Postgres
        ? "select table_name::text from information_schema.tables where table_schema = 'public'"
        : "select name from sqlite_master";

    [Fact]
    public async Task What_a_preview_says_is_what_publishing_then_does()
    {
        await SeedAsync();
        var preview = await PreviewAsync();

        var published = new List<PublishedPeriod>();
        foreach (var day in Enumerable.Range(0, 4))
        {
            published.AddRange(await Store.PublishAsync(RetentionGroup.Of(Kept), Day.AddDays(day), Token));
        }

        Assert.Equal(400, preview.Current.Rows);
        Assert.InRange(preview.Current.CellsSuppressed, 1, preview.Current.Cells - 1);
        Assert.Equivalent(LevelFigures.Of(published), preview.Current, strict: true);
    }

    [Fact]
    public async Task A_preview_of_a_rule_that_never_ran_leaves_no_trace()
    {
        await SeedAsync();
        var (tables, rows) = (await Database.RowsAsync(Tables), await RowsAsync());

        await PreviewAsync();

        Assert.Equal(tables, await Database.RowsAsync(Tables));
        Assert.Equal(rows, await RowsAsync());
    }

    [Fact]
    public async Task Coarser_levels_keep_less_back_and_the_suggestion_keeps_its_word()
    {
        await SeedAsync();

        var preview = await PreviewAsync();

        double Share(string column, string level) => preview.Options.Single(o => o.Column == column && o.Level == level).Figures!.SuppressedRowShare;
        Assert.True(Share("ip", "truncate-ip /16 /32") <= Share("ip", "truncate-ip /24 /48"));
        Assert.True(Share("ip", "drop") <= Share("ip", "truncate-ip /16 /32"));
        Assert.True(Share("route", "drop") <= preview.Current.SuppressedRowShare);
        Assert.True(preview.Suggestion.Meets);
        Assert.InRange(preview.Suggestion.Figures.SuppressedRowShare, 0, Options.Threshold);
        Assert.NotEmpty(preview.Suggestion.Steps);
        Assert.True(preview.Complete);
    }

    private Task<RetentionPreview> PreviewAsync() =>
        new RetentionPreviewer(Store, new SteppingTime(LongAfter)).PreviewAsync(RetentionGroup.Of(Kept), Kept, Options with { Limit = TimeSpan.FromDays(1) }, Token);

    private Task<IReadOnlyList<string>> RowsAsync() => Database.RowsAsync("select cast(user_id as text), cast(viewed_at as text), route, browser, ip from page_views");

    private Task SeedAsync()
    {
        var random = new Random(7);
        return Database.InsertAsync([.. Enumerable.Range(0, 400).Select(i => new RawRow(
            At(Day.AddDays(i % 4), 3 + random.Next(18)),
            random.Next(30),
            null,
            $"/{random.Next(2) * random.Next(4)}",
            RawRow.Browsers[random.Next(3)].Raw,
            $"203.0.{random.Next(3)}.{random.Next(200)}"))]);
    }
}

public sealed class SqliteRetentionPreviewTests() : RetentionPreviewTests(SourceKind.Sqlite);

public sealed class PostgresRetentionPreviewTests() : RetentionPreviewTests(SourceKind.Postgres);
