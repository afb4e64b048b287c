using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;

namespace DataRights.Api.Tests.Holds;

public sealed class HoldEndpointTests
{
    private const string Order = """{"reason":"litigation-7","identifiers":{"user_id":"42"},"collection":"orders","when":"status = 'paid'","reviewBy":"2026-06-01T00:00:00Z","until":"2027-01-01T01:00:00+01:00"}""";

    [Fact]
    public async Task What_is_asked_for_reaches_the_engine_and_the_hold_comes_back()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.PostAsync(Routes.Holds, Http.Json(Order), Http.Token);

        var hold = await response.JsonAsync(HttpStatusCode.Created);
        var asked = host.Engine.Holds.Last!;
        Assert.Equal(("litigation-7", "orders", "status = 'paid'", "operator"), (asked.Reason, asked.Collection, asked.When, asked.PlacedBy));
        Assert.Equal("42", asked.Identifiers!["user_id"]);
        Assert.Equal((new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), (asked.ReviewBy, asked.Until));
        Assert.Equal(("active", "subject", false), (hold.GetProperty("status").GetString(), hold.GetProperty("scope").GetString(), hold.GetProperty("reviewDue").GetBoolean()));
        Assert.DoesNotContain("42", hold.GetRawText().Replace(hold.GetProperty("id").GetString()!, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal($"{Routes.Holds}/{hold.GetProperty("id").GetString()}", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Until_it_is_acknowledged_the_answer_says_accepted()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        host.Engine.Holds.Acknowledges = false;
        using var response = await host.Client.PostAsync(Routes.Holds, Http.Json(Order), Http.Token);

        Assert.False((await response.JsonAsync(HttpStatusCode.Accepted)).TryGetProperty("acknowledged", out _));
    }

    [Fact]
    public async Task A_hold_is_shown_listed_reviewed_and_released()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var placed = await host.Client.PostAsync(Routes.Holds, Http.Json(Order), Http.Token);
        var path = placed.Headers.Location!.OriginalString;
        using var shown = await host.Client.GetAsync(path, Http.Token);
        Assert.Equal("status = 'paid'", (await shown.JsonAsync(HttpStatusCode.OK)).GetProperty("when").GetString());

        using var listed = await host.Client.GetAsync($"{Routes.Holds}?state=all&request={FakeReplayer.Deletion}", Http.Token);
        Assert.Equal(1, (await listed.JsonAsync(HttpStatusCode.OK)).GetProperty("holds").GetArrayLength());
        Assert.Equal((false, FakeReplayer.Deletion), host.Engine.Holds.Listed);

        using var reviewed = await host.Client.PostAsync($"{path}/review", Http.Json("""{"reviewBy":"2026-12-01T00:00:00Z"}"""), Http.Token);
        Assert.StartsWith("2026-12-01", (await reviewed.JsonAsync(HttpStatusCode.OK)).GetProperty("reviewBy").GetString(), StringComparison.Ordinal);
        using var released = await host.Client.PostAsync($"{path}/release", null, Http.Token);
        Assert.Equal("released", (await released.JsonAsync(HttpStatusCode.OK)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("{}", "/reason")]
    [InlineData("""{"reason":"x","until":"2026-03-01"}""", "/until")]
    [InlineData("""{"reason":"x","reviewBy":7}""", "/reviewBy")]
    [InlineData("""{"reason":"x","identifiers":[]}""", "/identifiers")]
    [InlineData("""{"reason":"x","subject":"42"}""", "/subject")]
    public async Task A_body_that_is_none_is_refused_and_its_place_is_told(string body, string pointer)
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.PostAsync(Routes.Holds, Http.Json(body), Http.Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "body-invalid");
        Assert.Contains($"\"{pointer}\"", await response.Content.ReadAsStringAsync(Http.Token), StringComparison.Ordinal);
        Assert.Null(host.Engine.Holds.Last);
    }

    [Theory]
    [InlineData("state=none")]
    [InlineData("request=42")]
    [InlineData("user_id=42")]
    public async Task A_query_that_is_none_is_refused(string query)
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        using var response = await host.Client.GetAsync($"{Routes.Holds}?{query}", Http.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Refusals_of_the_engine_are_told()
    {
        await using var host = await ApiHost.StartAsync(Http.Token);
        host.Engine.Holds.Fails = () => new RequestRefusedException("hold-invalid", "There is no such collection.", "/collection");
        using var invalid = await host.Client.PostAsync(Routes.Holds, Http.Json(Order), Http.Token);
        await invalid.ProblemAsync(HttpStatusCode.UnprocessableEntity, "hold-invalid");

        host.Engine.Holds.Fails = null;
        using var placed = await host.Client.PostAsync(Routes.Holds, Http.Json(Order), Http.Token);
        host.Engine.Holds.Fails = () => new RequestRefusedException("hold-released", "It has ended.");
        using var ended = await host.Client.PostAsync($"{placed.Headers.Location!.OriginalString}/review", Http.Json("{}"), Http.Token);
        await ended.ProblemAsync(HttpStatusCode.Conflict, "hold-released");

        using var unknown = await host.Client.PostAsync($"{Routes.Holds}/{FakeReplayer.Deletion}/release", null, Http.Token);
        await unknown.ProblemAsync(HttpStatusCode.NotFound, "hold-not-found");
    }
}
