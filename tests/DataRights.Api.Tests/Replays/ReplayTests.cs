using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Deletion.Replay;
using DataRights.Requests;

namespace DataRights.Api.Tests.Replays;

public sealed class ReplayTests
{
    [Theory]
    [InlineData("""{"since":"2026-03-01T04:00:00Z"}""", null, false)]
    [InlineData("""{"since":"2026-03-01T05:00:00+01:00","source":"main","dryRun":true}""", "main", true)]
    [InlineData("""{"since":"2026-03-01T04:00:00.000Z","dryRun":false}""", null, false)]
    public async Task What_is_asked_for_reaches_the_replayer_and_its_report_comes_back(string body, string? source, bool dryRun)
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.PostAsync(Routes.Replays, Http.Json(body), Http.Token);

        var report = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(new ReplayOrder(new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero), source, dryRun), host.Engine.Replayer.Last);
        var counts = report.GetProperty("counts");
        Assert.Equal((1, 1, 0), (counts.GetProperty("replayed").GetInt32(), counts.GetProperty("registeredAgain").GetInt32(), counts.GetProperty("nothingThere").GetInt32()));
        Assert.Equal("registered-again", report.GetProperty("deletions")[1].GetProperty("verdict").GetString());
        Assert.Equal(FakeReplayer.Replay, report.GetProperty("deletions")[0].GetProperty("replayedBy").GetString());
    }

    [Fact]
    public async Task While_it_goes_on_the_answer_says_accepted()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        host.Engine.Replayer.Finishes = false;
        using var response = await host.Client.PostAsync(Routes.Replays, Http.Json("""{"since":"2026-03-01T04:00:00Z"}"""), Http.Token);

        Assert.False((await response.JsonAsync(HttpStatusCode.Accepted)).TryGetProperty("finished", out _));
    }

    [Theory]
    [InlineData("{}", "/since")]
    [InlineData("""{"since":"2026-03-01"}""", "/since")]
    [InlineData("""{"since":"2026-03-01T04:00:00"}""", "/since")]
    [InlineData("""{"since":7}""", "/since")]
    [InlineData("""{"since":"2026-03-01T04:00:00Z","source":7}""", "/source")]
    [InlineData("""{"since":"2026-03-01T04:00:00Z","dryRun":"yes"}""", "/dryRun")]
    [InlineData("""{"since":"2026-03-01T04:00:00Z","until":"x"}""", "/until")]
    public async Task A_body_that_is_none_is_refused_and_its_place_is_told(string body, string pointer)
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.PostAsync(Routes.Replays, Http.Json(body), Http.Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "body-invalid");
        Assert.Contains($"\"{pointer}\"", await response.Content.ReadAsStringAsync(Http.Token), StringComparison.Ordinal);
        Assert.Null(host.Engine.Replayer.Last);
    }

    [Fact]
    public async Task A_refusal_of_the_replayer_is_told()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        host.Engine.Replayer.Fails = () => new RequestRefusedException("source-unknown", "There is no such database.", "/source");
        using var response = await host.Client.PostAsync(Routes.Replays, Http.Json("""{"since":"2026-03-01T04:00:00Z","source":"none"}"""), Http.Token);

        await response.ProblemAsync(HttpStatusCode.UnprocessableEntity, "source-unknown");
    }
}
