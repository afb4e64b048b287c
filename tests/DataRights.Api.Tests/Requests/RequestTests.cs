using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Requests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_request_is_shown_with_clock_steps_archive_and_links_that_work()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(RequestKind.Access, RequestStatus.Completed);
        host.Engine.Requests.Put(record with
        {
            Outcome = "exported",
            Steps = [new("read:main", FakeRequests.Received, new Dictionary<string, long> { ["users"] = 1, ["orderLines"] = 5_000_000_000 })],
            Archive = new("archives/x.zip", "export.zip", 10, "abc", 6, 2, FakeRequests.Received.AddDays(7), null),
        });
        using var response = await host.GetAsync(Routes.Of(record.Id));
        var view = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("completed", view.GetProperty("status").GetString());
        Assert.Equal("2026-03-01T10:00:00+00:00", view.GetProperty("received").GetString());
        Assert.Equal(5_000_000_000, view.GetProperty("steps")[0].GetProperty("counts").GetProperty("orderLines").GetInt64());
        Assert.Equal(2, view.GetProperty("archive").GetProperty("files").GetInt32());
        Assert.Equal($"/api/requests/{record.Id}/archive", view.GetProperty("links").GetProperty("archive").GetString());
        Assert.False(view.GetProperty("links").TryGetProperty("plan", out _));
        Assert.False(view.TryGetProperty("graceEnds", out _));
    }

    [Theory]
    [InlineData("019c0000-0000-7000-8000-000000000000", true)]
    [InlineData("..%2F..%2Fsecrets", false)]
    [InlineData("17", false)]
    [InlineData("{019c0000-0000-7000-8000-000000000000}", false)]
    public async Task An_id_that_no_request_has_answers_404_and_only_uuids_reach_the_store(string id, bool reaches)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync("/api/requests/" + id);
        await response.ProblemAsync(HttpStatusCode.NotFound, "request-not-found");
        Assert.Equal(reaches, host.Engine.Requests.AskedIds.Count == 1);
    }

    [Fact]
    public async Task An_id_in_upper_case_is_the_same_id()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(RequestKind.Access);
        using var response = await host.GetAsync("/api/requests/" + record.Id.ToUpperInvariant());
        await response.JsonAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "/cancel", HttpStatusCode.OK, "cancelled")]
    [InlineData("DELETE", "", HttpStatusCode.OK, "cancelled")]
    [InlineData("POST", "/retry", HttpStatusCode.Accepted, "queued")]
    [InlineData("POST", "/approve", HttpStatusCode.Accepted, "queued")]
    public async Task Cancel_retry_and_approve_answer_with_the_request_as_it_is_then(string method, string part, HttpStatusCode status, string becomes)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(RequestKind.Deletion, RequestStatus.Failed);
        using var message = new HttpRequestMessage(new(method), Routes.Of(record.Id) + part);
        using var response = await host.Client.SendAsync(message, Token);
        var view = await response.JsonAsync(status);
        Assert.Equal(becomes, view.GetProperty("status").GetString());

        using var unknown = new HttpRequestMessage(new(method), Routes.Of(Guid.CreateVersion7().ToString()) + part);
        using var missing = await host.Client.SendAsync(unknown, Token);
        await missing.ProblemAsync(HttpStatusCode.NotFound, "request-not-found");
    }

    [Fact]
    public async Task Pages_link_to_the_next_and_together_hold_every_request_once()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var all = Enumerable.Range(0, 7).Select(_ => host.Engine.Requests.Add(RequestKind.Access).Id).Reverse().ToList();
        host.Engine.Requests.Add(RequestKind.Access, RequestStatus.Failed);
        var seen = new List<string>();
        string? path = "/api/requests?status=queued&limit=3";
        for (var pages = 0; path is not null; pages++)
        {
            Assert.True(pages < 3);
            using var response = await host.GetAsync(path);
            var page = await response.JsonAsync(HttpStatusCode.OK);
            seen.AddRange(page.GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
            path = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(all, seen);
    }

    [Theory]
    [InlineData("status=Queued")]
    [InlineData("status=canary")]
    [InlineData("status=1")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=1e2")]
    [InlineData("before=canary")]
    [InlineData("limit=5&limit=6")]
    [InlineData("canary=1")]
    public async Task A_query_that_means_nothing_is_refused_without_quoting_it(string query)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync("/api/requests?" + query);
        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "query-invalid");
        Assert.DoesNotContain("canary", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Requests.Lists);
    }
}
