using System.Globalization;
using System.Text.Json;
using DataRights.Mapping;
using DataRights.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionPropertyTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly KeptColumn Route = new("route", Generalization.AsIs);
    private static readonly KeptColumn Browser = new("browser", Generalization.Family);
    private static readonly KeptColumn Network = new("ip", Generalization.TruncateIp);
    private static readonly KeptColumn Known = new("route", Generalization.Only) { Values = ["/0", "/1"] };
    private static readonly KeptColumn Band = new("seconds", Generalization.Bands) { Edges = [100, 500] };
    private static readonly Measure Average = new("mean", MeasureKind.Average, "seconds");

    private static RetentionRule[] Rules(string name) => name switch
    {
        "hours" => [Rule with { Keep = [Route, Time(Generalization.Hour), Network] }],
        "days" => [Rule with { Zone = "America/New_York", Keep = [Route, Time(Generalization.Day), Browser], MinimumPeople = 3 }],
        "weeks" => [Rule with { Zone = "Pacific/Kiritimati", Period = PublicationPeriod.Week, Keep = [Route, Time(Generalization.Week), Network], MinimumPeople = 4 }],
        "months" => [Rule with { Zone = "Asia/Kolkata", Period = PublicationPeriod.Month, Keep = [Browser, Network], MinimumPeople = 5 }],
        "months day by day" => [Rule with { Keep = [Known, Time(Generalization.Month)] }],
        "nothing kept" => [Rule with { Keep = [], Person = ["user_id"], MinimumPeople = 9 }],
        "averages" => [Rule with { Keep = [Known, Band], Measures = [Average, new("visitors", MeasureKind.People, null)], Clamps = [new("seconds", 50, 400)], MinimumPeople = 4 }],
        "dominance" => [Rule with { Zone = "America/St_Johns", Keep = [Route, Browser], Dominance = 45, Measures = [.. Rule.Measures, Average] }],
        "hidden values" => [Rule with { Keep = [Route, Time(Generalization.Day)], Sensitive = [new("browser", 4), new("ip", 2)] }],
        "kept values" => [Rule with { Keep = [Route, Browser, Time(Generalization.Day)], Sensitive = [new("browser", 3), new("ip", 2)], MinimumPeople = 3 }],
        "contributions" => [Rule with { Keep = [Known, Browser], Contributions = 2, Measures = [new("views", MeasureKind.Count, null)], Sensitive = [new("ip", 2)] }],
        "three ids" => [Rule with { Person = ["user_id", "device_id", "ip"], Keep = [Known, Time(Generalization.Day)], MinimumPeople = 4 }],
        "two rules" => [Rule with { Keep = [Known, Time(Generalization.Day)] }, Rule with { Name = "by_browser", Into = "by_browser", Keep = [Browser, Time(Generalization.Day)], Measures = [Average, .. Rule.Measures], MinimumPeople = 3 }],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such rules."),
    };

    [Theory]
    [InlineData("hours", 1)]
    [InlineData("days", 2)]
    [InlineData("weeks", 3)]
    [InlineData("months", 4)]
    [InlineData("months day by day", 5)]
    [InlineData("nothing kept", 6)]
    [InlineData("averages", 7)]
    [InlineData("dominance", 8)]
    [InlineData("hidden values", 9)]
    [InlineData("kept values", 10)]
    [InlineData("contributions", 11)]
    [InlineData("two rules", 12)]
    [InlineData("three ids", 13)]
    public async Task What_is_published_equals_a_plain_computation_in_memory(string name, int seed)
    {
        var random = new Random(seed);
        var group = RetentionGroup.Of(Rules(name));
        var days = group.Period == PublicationPeriod.Day ? 5 : 40;
        // Around both clock changes in New York and Berlin.
        var start = new DateTimeOffset(2026, 3, seed % 2 == 0 ? 7 : 27, 0, 0, 0, TimeSpan.Zero);
        var table = Enumerable.Range(0, 1200).Select(_ => Row(random, name, start, days)).ToList();
        await Database.InsertAsync(table);
        var closedBefore = start.AddDays(days - 2).AddHours(random.Next(24));
        var expected = group.Rules.Select(_ => (Cells: new List<string>(), Residuals: new List<string>())).ToList();
        var done = new HashSet<DateOnly>();
        var inPublications = 0L;

        while (await Store.OldestDueAsync(group, closedBefore, Token) is { } period)
        {
            var rows = NaiveRetention.In(group.First, table, period);
            var late = table.Where(r => done.Contains(PeriodCalendar.Of(group.First).Of(r.At))).ToList();
            Assert.True(rows.Count + late.Count > 0, "A due period has rows.");
            Assert.True(done.Add(period), "A period is due once.");
            var naive = new NaiveRetention(group, table).Publish(period, rows, late);
            if (late.Count == 0)
            {
                Assert.Equal(Text(naive.Figures), Text((await Store.AssessAsync(group, period, Token))[0]));
            }

            var published = await WorkAsync(group, period);
            Assert.Equal(Text(naive.Figures), Text(published[0]));
            inPublications += published[0].RawRows + published[0].LateRows;
            for (var i = 0; i < expected.Count; i++)
            {
                expected[i].Cells.AddRange(naive.Cells[i]);
                expected[i].Residuals.AddRange(naive.Residuals[i]);
            }

            var gone = rows.Concat(late).ToHashSet(ReferenceEqualityComparer.Instance);
            table.RemoveAll(gone.Contains);
            Assert.Equal(table.Count, await Database.CountAsync());
            if (done.Count < 4)
            {
                var more = Enumerable.Range(0, 60).Select(_ => Row(random, name, start, days)).Where(r => done.Contains(PeriodCalendar.Of(group.First).Of(r.At))).ToList();
                await Database.InsertAsync(more);
                table.AddRange(more);
            }
        }

        Assert.NotEmpty(expected[0].Cells);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Cells.Order(StringComparer.Ordinal), await Database.CellsAsync(group.Rules[i]));
            Assert.Equal(expected[i].Residuals.Order(StringComparer.Ordinal), (await Database.ResidualsAsync(group.Rules[i])).Order(StringComparer.Ordinal));
            // Every row is in one line of each table at most, over all time.
            if (group.First.Contributions is null && group.Rules[i].Measures.Any(m => m.Kind == MeasureKind.Count))
            {
                Assert.InRange(long.Parse(Assert.Single(await Database.RowsAsync($"select cast(sum(views) as text) from {group.Rules[i].Into}")), CultureInfo.InvariantCulture), 1, inPublications);
            }
        }
    }

    private static KeptColumn Time(Generalization level) => new("viewed_at", level);

    // The largest share is compared where it is simple to say what it is.
    private static string Text(PublishedPeriod figures) => JsonSerializer.Serialize(figures with { Dominance = null });

    private static RawRow Row(Random random, string name, DateTimeOffset start, int days)
    {
        var user = random.Next(3) == 0 ? (long?)null : random.Next(12);
        // Most devices belong to one person; every fifth is shared.
        var number = user is { } u && random.Next(5) > 0 ? (int)u : random.Next(20);
        return new RawRow(
            start.AddSeconds(random.Next(days * 86_400)),
            user,
            random.Next(4) == 0 ? null : $"device {number}",
            random.Next(8) == 0 ? null : $"/{random.Next(3)}",
            RawRow.Browsers[random.Next(RawRow.Browsers.Length)].Raw,
            name == "three ids" ? Session(random, number) : RawRow.Addresses[random.Next(RawRow.Addresses.Length)].Raw,
            random.Next(6) == 0 ? null : random.Next(1000));
    }

    // Sessions of one device mostly; some hang together with another's, some stand alone.
    private static string? Session(Random random, int number) => random.Next(12) switch
    {
        0 => $"session {random.Next(40)}",
        < 5 => null,
        _ => $"session {number + (20 * random.Next(2))}",
    };
}

public sealed class SqliteRetentionPropertyTests() : RetentionPropertyTests(SourceKind.Sqlite);

public sealed class PostgresRetentionPropertyTests() : RetentionPropertyTests(SourceKind.Postgres);
