using DataRights.Mapping;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

public abstract class RetentionPropertyTests(SourceKind kind) : RetentionTests(kind)
{
    [Theory]
    [InlineData(1, "Europe/Berlin", Generalization.Hour)]
    [InlineData(2, "America/New_York", Generalization.Day)]
    [InlineData(3, "Pacific/Kiritimati", Generalization.Week)]
    [InlineData(4, "Asia/Kolkata", Generalization.Month)]
    [InlineData(5, "Europe/Berlin", Generalization.Day)]
    [InlineData(6, "America/St_Johns", Generalization.Hour)]
    public async Task What_is_published_equals_a_plain_computation_in_memory(int seed, string zone, Generalization level)
    {
        var random = new Random(seed);
        var rule = Rule with
        {
            Zone = zone,
            MinimumPeople = random.Next(2, 5),
            Keep = [new("route", Generalization.AsIs), new("viewed_at", level), seed % 2 == 0 ? new("browser", Generalization.Family) : new("ip", Generalization.TruncateIp)],
        };
        // Around both clock changes in New York and Berlin.
        var start = new DateTimeOffset(2026, 3, seed % 2 == 0 ? 7 : 27, 0, 0, 0, TimeSpan.Zero);
        var table = Enumerable.Range(0, 1500).Select(_ => Row(random, start)).ToList();
        await Database.InsertAsync(table);
        var closedBefore = start.AddDays(3).AddHours(random.Next(24));
        var published = new List<string>();

        while (await Store.OldestDueAsync(rule, closedBefore, Token) is { } day)
        {
            var (counts, cells) = NaiveRetention.Publish(rule, table, day);
            Assert.True(NaiveRetention.In(rule, table, day).Count > 0, "A due day has rows.");
            Assert.Equal(counts, (await WorkDayAsync(rule, day)).Counts());
            published.AddRange(cells);
            var gone = NaiveRetention.In(rule, table, day).ToHashSet(ReferenceEqualityComparer.Instance);
            table.RemoveAll(gone.Contains);
            Assert.Equal(table.Count, await Database.CountAsync());
        }

        Assert.NotEmpty(published);
        Assert.Equal(published.Order(StringComparer.Ordinal), await Database.CellsAsync(rule));
        Assert.All(await Database.RowsAsync($"select cast(people as text) from {rule.Into}"), p => Assert.True(int.Parse(p, System.Globalization.CultureInfo.InvariantCulture) >= rule.MinimumPeople));
        // What is left lies in days that were not closed.
        var open = table.Min(r => r.At).UtcDateTime.Date;
        Assert.InRange(open, closedBefore.UtcDateTime.Date.AddDays(-2), closedBefore.UtcDateTime.Date.AddDays(2));
    }

    private static RawRow Row(Random random, DateTimeOffset start)
    {
        var user = random.Next(3) == 0 ? (long?)null : random.Next(12);
        // Most devices belong to one person; every fifth is shared.
        var number = user is { } u && random.Next(5) > 0 ? (int)u : random.Next(20);
        return new RawRow(
            start.AddSeconds(random.Next(5 * 86_400)),
            user,
            random.Next(4) == 0 ? null : $"device {number}",
            random.Next(8) == 0 ? null : $"/{random.Next(3)}",
            RawRow.Browsers[random.Next(RawRow.Browsers.Length)].Raw,
            RawRow.Addresses[random.Next(RawRow.Addresses.Length)].Raw,
            random.Next(6) == 0 ? null : random.Next(1000));
    }
}

public sealed class SqliteRetentionPropertyTests() : RetentionPropertyTests(SourceKind.Sqlite);

public sealed class PostgresRetentionPropertyTests() : RetentionPropertyTests(SourceKind.Postgres);
