using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Mapping;
using DataRights.Retention;
using DataRights.Retention.Reports;
using DataRights.Testing;
using DataRights.Testing.Fakes;

namespace DataRights.Api.Tests.Retention;

public sealed class RiskReportEndpointTests
{
    private const string Path = "/api/retention/page_views/reports";

    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public async Task Reports_come_oldest_first_with_shares_and_without_what_is_not_known()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        var written = new InMemoryObjectStore(new ManualTimeProvider());
        var rule = FakeMap.Map.Retention[0] with { Sensitive = [new("topic", 2)], Contributions = 9 };
        await new RiskReportStore(written).WriteAsync(rule, Published(Day.AddDays(1)), Http.Token);
        await new RiskReportStore(written).WriteAsync(rule, Published(Day) with { Diversity = 3, Dominance = 41 }, Http.Token);
        foreach (var (name, content) in written.Everything())
        {
            host.Engine.Store.Objects[name] = content;
        }

        // The client checks the answer against the API's description.
        using var response = await host.Client.GetAsync(Path, Http.Token);
        var answer = await response.JsonAsync(HttpStatusCode.OK);
        var reports = answer.GetProperty("reports");

        // Without the database the reports are told all the same, and that nobody knows what may be said of them.
        Assert.Equal((0, "source-not-open"), (answer.GetProperty("labels").GetArrayLength(), answer.GetProperty("problem").GetString()));
        Assert.Equal(["2026-01-05", "2026-01-06"], reports.EnumerateArray().Select(r => r.GetProperty("first").GetString()));
        Assert.Equal((3, 0.1, "suppressed", 20), (reports[0].GetProperty("diversity").GetInt32(), reports[0].GetProperty("suppressedRowShare").GetDouble(), reports[0].GetProperty("residual").GetString(), reports[0].GetProperty("risk").GetProperty("after").GetProperty("k").GetInt32()));
        Assert.False(reports[1].TryGetProperty("diversity", out _));

        using var last = await host.Client.GetAsync(Path + "?last=1", Http.Token);
        Assert.Equal("2026-01-06", Assert.Single((await last.JsonAsync(HttpStatusCode.OK)).GetProperty("reports").EnumerateArray()).GetProperty("first").GetString());
    }

    [Theory]
    [InlineData("?last=0", "must be a whole number from 1 to 1000")]
    [InlineData("?last=1001", "must be a whole number from 1 to 1000")]
    [InlineData("?last=+5", "must be a whole number from 1 to 1000")]
    [InlineData("?last=1&last=2", "comes twice")]
    [InlineData("?first=1", "is not known here")]
    public async Task A_query_that_is_not_understood_is_told_what_would_be(string query, string says)
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.GetAsync(Path + query, Http.Token);

        var problem = await response.JsonAsync(HttpStatusCode.BadRequest);
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_the_map_does_not_have_is_not_found()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.GetAsync("/api/retention/clicks/reports", Http.Token);

        Assert.Equal("urn:data-rights:problem:rule-not-found", (await response.JsonAsync(HttpStatusCode.NotFound)).GetProperty("type").GetString());
    }

    private static PublishedPeriod Published(DateOnly first) => new("page_views", first, PublicationPeriod.Day, false)
    {
        RawRows = 100,
        CellsPublished = 1,
        CellsSuppressed = 1,
        RowsPublished = 90,
        RowsSuppressed = 10,
        Residual = ResidualFate.Suppressed,
        ResidualRows = 10,
        ResidualPeople = 4,
        SmallestCell = 20,
        Classes = [new(4, false, 1, 10, 4), new(20, true, 1, 90, 20)],
    };
}
