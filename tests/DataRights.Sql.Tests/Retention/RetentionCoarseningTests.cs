using DataRights.Mapping;
using Xunit;

namespace DataRights.Sql.Tests.Retention;

/// <summary>The same table of examples on every database.</summary>
public abstract class RetentionCoarseningTests(SourceKind kind) : RetentionTests(kind)
{
    private static readonly (string? Raw, string? Family, string? Device)[] Agents =
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome", "desktop"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.68", "Edge", "desktop"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "desktop"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "Safari", "desktop"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari", "mobile"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.108 Mobile/15E148 Safari/604.1", "Chrome", "mobile"),
        ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15", "Firefox", "tablet"),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome", "mobile"),
        ("Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome", "tablet"),
        ("Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet", "mobile"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0", "Opera", "desktop"),
        ("Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0; Tablet PC 2.0)", "Internet Explorer", "desktop"),
        ("Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18", "Opera", "desktop"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot", "bot"),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36", "bot", "bot"),
        ("Mozilla/5.0 (PlayStation; PlayStation 5/6.00)", "other", "other"),
        ("curl/8.5.0", "curl", "bot"),
        ("Firefox 128.0", "Firefox", "other"),
        ("Mobile Safari 17.4", "Mobile Safari", "mobile"),
        ("Edge", "Edge", "other"),
        ("360", null, "other"),
        ("\u212Aindle", "\u212Aindle", "other"),
        ("", null, null),
        (null, null, null),
    ];

    private static readonly (string? Raw, string? Route)[] Paths =
    [
        ("/courses/17/lessons/3", "/courses/{}/lessons/{}"), ("/courses/17/lessons/3/?q=a/b#top", "/courses/{}/lessons/{}"), ("https://x.example/courses/a b/lessons/ü", "/courses/{}/lessons/{}"),
        ("/courses/new", "/courses/new"), ("/courses/7", "/courses/{}"), ("/courses//lessons/3", "other"), ("/courses/7/lessons", "other"), ("/COURSES/7", "other"), ("/coursesX7", "other"),
        ("/", "/"), ("", "/"), ("https://x.example", "/"), ("https://x.example?x=/courses/7", "/"), ("///", "/"), ("home", "other"), ("/a.b/7", "/a.b/{}"), ("/aXb/7", "other"), ("/courses/7\n", "/courses/{}"), (null, null),
    ];

    private static readonly (string? Raw, string? Country, string? Region)[] Places =
        [("DE-BY", "DE", "DE-BY"), ("de-by", "DE", "DE-BY"), ("DE", "DE", null), ("GB-SCT", "GB", "GB-SCT"), ("DE-", null, null), ("DEU", null, null), ("D1", null, null), ("DE-BYERN", null, null), ("Ünited", null, null), ("DE BY", null, null), ("", null, null), (null, null, null)];

    private static readonly (long? Raw, string? Band)[] Numbers =
        [(-1, "<0"), (0, "0..<9.5"), (9, "0..<9.5"), (10, "9.5..<100"), (99, "9.5..<100"), (100, ">=100"), (long.MaxValue, ">=100"), (null, null)];

    [Fact]
    public Task User_agents_become_families() =>
        AreCoarsenedAsync(new("browser", Generalization.Family), Agents.Select(a => (a.Raw, a.Family)), (row, raw) => row with { Browser = raw });

    [Fact]
    public Task User_agents_become_classes_of_devices() =>
        AreCoarsenedAsync(new("browser", Generalization.DeviceClass), Agents.Select(a => (a.Raw, a.Device)), (row, raw) => row with { Browser = raw });

    [Fact]
    public Task Paths_become_the_first_template_they_match() =>
        AreCoarsenedAsync(new("route", Generalization.Route) { Values = ["/", "/courses/new", "/courses/{}", "/courses/{}/lessons/{}", "/a.b/{}"] }, Paths, (row, raw) => row with { Route = raw });

    [Fact]
    public Task Places_become_countries() =>
        AreCoarsenedAsync(new("route", Generalization.Country), Places.Select(p => (p.Raw, p.Country)), (row, raw) => row with { Route = raw });

    [Fact]
    public Task Places_become_regions() =>
        AreCoarsenedAsync(new("route", Generalization.Region), Places.Select(p => (p.Raw, p.Region)), (row, raw) => row with { Route = raw });

    [Fact]
    public Task Values_outside_a_list_become_other() =>
        AreCoarsenedAsync(new("route", Generalization.Only) { Values = ["it's", "b"] }, [("it's", "it's"), ("b", "b"), ("B", "other"), ("c", "other"), ("", "other"), (null, null)], (row, raw) => row with { Route = raw });

    [Fact]
    public Task Values_become_their_group() =>
        AreCoarsenedAsync(
            new("route", Generalization.Groups) { Groups = new Dictionary<string, IReadOnlyList<string>> { ["Bavaria"] = ["Munich", "Nuremberg"], ["Hesse"] = ["Kassel"] } },
            [("Munich", "Bavaria"), ("Nuremberg", "Bavaria"), ("Kassel", "Hesse"), ("Bavaria", "other"), (null, null)],
            (row, raw) => row with { Route = raw });

    [Fact]
    public Task Addresses_are_cut_at_the_stated_lengths() =>
        AreCoarsenedAsync(
            new("ip", Generalization.TruncateIp) { Bits4 = 20, Bits6 = 36 },
            [("203.0.113.77", "203.0.112.0"), ("2001:db8:fedc::1", "2001:db8:f000::"), ("::ffff:10.1.2.3", "::"), ("10.1", null), (null, null)],
            (row, raw) => row with { Ip = raw });

    [Fact]
    public async Task Numbers_become_bands()
    {
        await Database.InsertAsync([.. Numbers.SelectMany((n, i) => Two(i).Select(r => r with { Seconds = n.Raw }))]);

        Assert.Equal(Expected(Numbers.Select(n => n.Band)), await PublishAsync(new("seconds", Generalization.Bands) { Edges = [0, 9.5m, 100] }));
    }

    private static RawRow[] Two(int index) => [new(At(Day, 10, 0, index), 1, null), new(At(Day, 11, 0, index), 2, null)];

    private static IEnumerable<string> Expected(IEnumerable<string?> values) =>
        values.GroupBy(v => v).Select(g => $"{g.Key ?? "-"}|{2 * g.Count()}|2").Order(StringComparer.Ordinal);

    private async Task AreCoarsenedAsync(KeptColumn kept, IEnumerable<(string? Raw, string? Coarse)> examples, Func<RawRow, string?, RawRow> with)
    {
        var all = examples.ToList();
        await Database.InsertAsync([.. all.SelectMany((e, i) => Two(i).Select(r => with(r, e.Raw)))]);

        Assert.Equal(Expected(all.Select(e => e.Coarse)), await PublishAsync(kept));
    }

    private async Task<IReadOnlyList<string>> PublishAsync(KeptColumn kept)
    {
        var rule = Rule with { Keep = [kept], Measures = [new("views", MeasureKind.Count, null)] };
        await Store.PublishAsync(rule, Day, Token);
        return await Database.CellsAsync(rule);
    }
}

public sealed class SqliteRetentionCoarseningTests() : RetentionCoarseningTests(SourceKind.Sqlite);

public sealed class PostgresRetentionCoarseningTests() : RetentionCoarseningTests(SourceKind.Postgres);
