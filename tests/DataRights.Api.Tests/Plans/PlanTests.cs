using System.Net;
using DataRights.Api.Plans;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Plans;

public sealed class PlanTests
{
    [Fact]
    public async Task A_quick_plan_is_there_at_once_with_counts_and_findings()
    {
        await using var host = await ApiHost.StartAsync(Token, new PlanOptions { Patience = TimeSpan.FromSeconds(30) });
        var record = Deletion(host);
        using var response = await host.GetAsync(Routes.Of(record.Id, "plan"));
        var plan = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("ready", plan.GetProperty("status").GetString());
        Assert.Equal(5, plan.GetProperty("rows").GetInt64());
        Assert.False(plan.GetProperty("canRun").GetBoolean());
        Assert.Equal("retain", plan.GetProperty("collections")[1].GetProperty("treatments")[0].GetProperty("treatment").GetString());
        Assert.Equal("column-undeclared", plan.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal(record.Received, host.Engine.Planner.LastAsOf);
        Assert.Equal(new RootKey("users", Key.Of("17")), host.Engine.Planner.LastRoot);
    }

    [Fact]
    public async Task A_slow_plan_answers_202_until_it_is_done_and_is_made_once()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Planner.Gate = new();
        var path = Routes.Of(Deletion(host).Id, "plan");
        for (var poll = 0; poll < 3; poll++)
        {
            using var pending = await host.GetAsync(path);
            var answer = await pending.JsonAsync(HttpStatusCode.Accepted);
            Assert.Equal("planning", answer.GetProperty("status").GetString());
            Assert.Equal(TimeSpan.FromSeconds(2), pending.Headers.RetryAfter?.Delta);
        }

        host.Engine.Planner.Gate.SetResult();
        await EventuallyOkAsync(host, path);
        Assert.Equal(1, host.Engine.Planner.Calls);
    }

    [Fact]
    public async Task A_plan_is_made_anew_when_its_time_is_over()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Routes.Of(Deletion(host).Id, "plan");
        await EventuallyOkAsync(host, path);
        await EventuallyOkAsync(host, path);
        Assert.Equal(1, host.Engine.Planner.Calls);
        host.Engine.Clock.Now += TimeSpan.FromMinutes(3);
        await EventuallyOkAsync(host, path);
        Assert.Equal(2, host.Engine.Planner.Calls);
    }

    [Fact]
    public async Task A_failed_plan_says_why_and_is_tried_again_later()
    {
        await using var host = await ApiHost.StartAsync(Token, new PlanOptions { Patience = TimeSpan.FromSeconds(30) });
        var path = Routes.Of(Deletion(host).Id, "plan");
        host.Engine.Planner.Fails = () => new SourceException("main", "unreachable", transient: true);
        using (var failed = await host.GetAsync(path))
        {
            await failed.ProblemAsync(HttpStatusCode.ServiceUnavailable, "source-unavailable");
            Assert.NotNull(failed.Headers.RetryAfter);
        }

        host.Engine.Planner.Fails = null;
        host.Engine.Clock.Now += TimeSpan.FromMinutes(1);
        await EventuallyOkAsync(host, path);
    }

    [Fact]
    public async Task A_plan_that_takes_too_long_is_stopped()
    {
        await using var host = await ApiHost.StartAsync(Token, new PlanOptions { Patience = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromMilliseconds(20) });
        host.Engine.Planner.Gate = new();
        using var response = await host.GetAsync(Routes.Of(Deletion(host).Id, "plan"));
        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "plan-timed-out");
    }

    [Fact]
    public async Task Plans_are_bounded_in_number_and_concurrency()
    {
        await using var host = await ApiHost.StartAsync(Token, new PlanOptions { Patience = TimeSpan.FromMilliseconds(20), Concurrency = 1, Capacity = 2 });
        host.Engine.Planner.Gate = new();
        var paths = Enumerable.Range(0, 3).Select(_ => Routes.Of(Deletion(host).Id, "plan")).ToList();
        (await host.GetAsync(paths[0])).Dispose();
        (await host.GetAsync(paths[1])).Dispose();
        using (var third = await host.GetAsync(paths[2]))
        {
            await third.ProblemAsync(HttpStatusCode.ServiceUnavailable, "plan-busy");
        }

        Assert.Equal(1, host.Engine.Planner.Calls);
        host.Engine.Planner.Gate.SetResult();
        await EventuallyOkAsync(host, paths[0]);
        await EventuallyOkAsync(host, paths[1]);
        await EventuallyOkAsync(host, paths[2]);
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait_for_plans()
    {
        var host = await ApiHost.StartAsync(Token);
        host.Engine.Planner.Gate = new();
        (await host.GetAsync(Routes.Of(Deletion(host).Id, "plan"))).Dispose();
        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Fact]
    public async Task A_root_key_sealed_for_another_request_does_not_open()
    {
        await using var host = await ApiHost.StartAsync(Token, new PlanOptions { Patience = TimeSpan.FromSeconds(30) });
        var other = Deletion(host);
        var record = host.Engine.Requests.Put(host.Engine.Requests.Add(RequestKind.Deletion) with { SealedRootKey = other.SealedRootKey });
        using var response = await host.GetAsync(Routes.Of(record.Id, "plan"));
        await response.ProblemAsync(HttpStatusCode.InternalServerError, "seal-broken");
        Assert.Equal(0, host.Engine.Planner.Calls);
    }

    [Theory]
    [InlineData(RequestKind.Access, RequestStatus.Queued, false)]
    [InlineData(RequestKind.Access, RequestStatus.Completed, true)]
    [InlineData(RequestKind.Deletion, RequestStatus.Completed, true)]
    [InlineData(RequestKind.Deletion, RequestStatus.Cancelled, true)]
    [InlineData(RequestKind.Deletion, RequestStatus.Scheduled, false)]
    public async Task What_cannot_be_planned_is_refused(RequestKind kind, RequestStatus status, bool withRoot)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(kind, status);
        host.Engine.Requests.Put(record with { SealedRootKey = withRoot ? Seal(host, record.Id) : null });
        using var response = await host.GetAsync(Routes.Of(record.Id, "plan"));
        await response.ProblemAsync(HttpStatusCode.Conflict, "plan-unavailable");
        Assert.Equal(0, host.Engine.Planner.Calls);
    }

    [Fact]
    public async Task An_exports_plan_has_counts_size_and_time()
    {
        await using var host = await ApiHost.StartAsync(Token, new PlanOptions { Patience = TimeSpan.FromSeconds(30) });
        var record = host.Engine.Requests.Add(RequestKind.Portability);
        host.Engine.Requests.Put(record with { SealedRootKey = Seal(host, record.Id) });
        using var response = await host.GetAsync(Routes.Of(record.Id, "plan"));
        var plan = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal((3, 2, 5000), (plan.GetProperty("rows").GetInt64(), plan.GetProperty("files").GetInt64(), plan.GetProperty("collections")[1].GetProperty("bytes").GetInt64()));
        Assert.Equal((64_000, 1, 2), (plan.GetProperty("estimate").GetProperty("archiveBytes").GetInt64(), plan.GetProperty("estimate").GetProperty("parts").GetInt32(), plan.GetProperty("estimate").GetProperty("seconds").GetInt64()));
        Assert.Equal((new RootKey("users", Key.Of("17")), RequestKind.Portability), host.Engine.ExportPlanner.Last);
        Assert.Equal(0, host.Engine.Planner.Calls);
    }

    private static RequestRecord Deletion(ApiHost host)
    {
        var record = host.Engine.Requests.Add(RequestKind.Deletion, RequestStatus.Scheduled);
        return host.Engine.Requests.Put(record with { SealedRootKey = Seal(host, record.Id) });
    }

    private static string Seal(ApiHost host, string id) => new RequestSeals(host.Engine.Sealer).SealRoot(id, new("users", Key.Of("17")));

    private static async Task EventuallyOkAsync(ApiHost host, string path)
    {
        while (true)
        {
            using var response = await host.GetAsync(path);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                await response.JsonAsync(HttpStatusCode.OK);
                return;
            }
        }
    }
}
