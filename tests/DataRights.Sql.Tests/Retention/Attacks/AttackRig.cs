using System.Globalization;
using DataRights.Mapping;
using DataRights.Retention;
using Xunit;

namespace DataRights.Sql.Tests.Retention.Attacks;

/// <summary>A population in a real database, the rule that publishes it, and what anybody can read then.</summary>
public abstract class AttackRig(SourceKind kind) : RetentionTests(kind)
{
    private protected const int MinimumPeople = 5;
    private const int Seed = 20260105;

    private protected static readonly RetentionRule Help = new()
    {
        Name = "help",
        Source = "main",
        From = "visits",
        Time = "day",
        Zone = "UTC",
        Window = IsoDuration.FromDays(90),
        Person = ["person"],
        Keep = [.. Visit.Kept.Select(c => new KeptColumn(c, c == "day" ? Generalization.Day : Generalization.AsIs))],
        Measures = [new("views", MeasureKind.Count, null), new("seconds", MeasureKind.Sum, "seconds")],
        Sensitive = [new("topic", 2)],
        Into = "help_daily",
        MinimumPeople = MinimumPeople,
    };

    private protected IReadOnlyList<Visit> Visits { get; } = Population.Create(Seed, 1500);

    private protected IReadOnlyList<Cell> Ungated => Cell.Plain(Visits, Visit.Kept);

    private protected static RetentionRule Kept(string name, string[] columns) =>
        Help with { Name = name, Into = name + "_daily", Keep = [.. Help.Keep.Where(k => columns.Contains(k.Column))], Sensitive = [], Measures = [Help.Measures[0]] };

    private protected static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private protected static IEnumerable<string> Lines(IEnumerable<(string Period, Cell Cell)> cells) =>
        cells.Select(c => $"{c.Period}|{c.Cell.IsResidual}|{string.Join('|', c.Cell.Values.Values)}|{c.Cell.Views}|{c.Cell.Seconds}|{c.Cell.People}").Order(StringComparer.Ordinal);

    /// <summary>The cells of all days, as published.</summary>
    private protected async Task<IReadOnlyList<Cell>> PublishAsync(RetentionRule rule)
    {
        await SeedAsync();
        foreach (var day in Enumerable.Range(0, Population.Days))
        {
            await WorkAsync(rule, Population.First.AddDays(day));
        }

        return [.. (await CellsAsync(rule)).Select(c => c.Cell)];
    }

    /// <summary>
    /// Publishes totals by country beside totals by country and browser, jointly; subtracts one from the other; and says how many people
    /// are behind each difference. The same with two tables that are gated each by itself.
    /// </summary>
    private protected async Task<(IReadOnlyList<int> Jointly, IReadOnlyList<int> Apart)> SubtractAsync()
    {
        string[] shared = ["country", "day"], fine = ["country", "browser", "day"];
        var (byCountry, byBrowser) = (Kept("by_country", shared), Kept("by_browser", fine));
        await SeedAsync();
        foreach (var day in Enumerable.Range(0, Population.Days))
        {
            await Store.PublishAsync(RetentionGroup.Of(byCountry, byBrowser), Population.First.AddDays(day), Token);
        }

        var (coarse, detailed) = ((await CellsAsync(byCountry)).Select(c => c.Cell).ToList(), (await CellsAsync(byBrowser)).Select(c => c.Cell).ToList());
        Assert.NotEmpty(coarse);
        Assert.NotEmpty(detailed);
        return (Differences(coarse, detailed), Differences(Cell.Plain(Visits, shared, MinimumPeople), Cell.Plain(Visits, fine, MinimumPeople)));

        IReadOnlyList<int> Differences(IReadOnlyList<Cell> totals, IReadOnlyList<Cell> parts)
        {
            var published = parts.Where(c => !c.IsResidual).Select(c => c.Of(fine)).ToHashSet();
            return Intruders.Subtract(totals, parts, shared, Visits, v => published.Contains(v.Of(fine)));
        }
    }

    private protected async Task WorkAsync(RetentionRule rule, DateOnly day)
    {
        var group = RetentionGroup.Of(rule);
        await Store.PublishAsync(group, day, Token);
        while (await Store.DestroyAsync(group, day, 10_000, Token) > 0)
        {
        }

        await Store.SettleAsync(group, day, (await Store.FindAsync(group, day, Token))![0].RowsDestroyed, Token);
    }

    private protected async Task SeedAsync()
    {
        await Database.ExecuteAsync($"create table visits (person bigint, day {(Database.Kind == SourceKind.Postgres ? "date" : "text")}, country text, browser text, device text, topic text, seconds bigint)");
        await InsertAsync(Visits);
    }

    private protected async Task InsertAsync(IReadOnlyCollection<Visit> rows)
    {
        foreach (var chunk in rows.Select(v => string.Create(CultureInfo.InvariantCulture, $"({v.Person}, '{Text(v.Day)}', '{v.Country}', '{v.Browser}', '{v.Device}', '{v.Topic}', {v.Seconds})")).Chunk(500))
        {
            await Database.ExecuteAsync($"insert into visits (person, day, country, browser, device, topic, seconds) values {string.Join(", ", chunk)}");
        }
    }

    private protected async Task<IReadOnlyList<(string Period, Cell Cell)>> CellsAsync(RetentionRule rule)
    {
        var columns = rule.Keep.Select(k => k.Column).ToList();
        var measures = rule.Measures.Any(m => m.Kind == MeasureKind.Sum) ? "seconds" : "0";
        var text = string.Join(", ", columns.Prepend("period").Select(c => $"substr(cast({c} as text), 1, 100)").Concat(new[] { "residual", "views", measures, "people" }.Select(c => $"cast({c} as text)")));
        return
        [
            .. (await Database.RowsAsync($"select {text} from {rule.Into}")).Select(line => line.Split('|')).Select(f => (f[0], new Cell(
                columns.Select((c, i) => (c, f[i + 1])).ToDictionary(x => x.c, x => x.Item2),
                f[^4] is "true" or "1",
                Number(f[^3]), Number(f[^2]), Number(f[^1])))),
        ];
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
