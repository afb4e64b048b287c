using System.Net;
using DataRights.Api.Access;
using DataRights.Api.Access.Settings;
using DataRights.Api.Tests.Fakes;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Access;

/// <summary>Few permits a minute, so that no test needs to wait for time to pass.</summary>
public sealed class LimitTests
{
    private static readonly CallLimitOptions Few = new() { ServicePerMinute = 3, SubjectPerMinute = 2, AddressPerMinute = 2, FailuresPerMinute = 2, AddressHeader = "X-Forwarded-For" };

    [Fact]
    public async Task A_caller_over_its_limit_gets_429_with_a_time_and_others_go_on()
    {
        await using var host = await StartAsync();
        var now = host.Engine.Clock.Now;
        var one = Client(now, "client-1");
        Assert.Equal([200, 200, 200, 429], await AskAsync(host, one, 4));
        using var response = await host.GetAsync(Routes.Requests, one);
        await response.ProblemAsync(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.Equal(TimeSpan.FromSeconds(20), response.Headers.RetryAfter?.Delta);
        Assert.Contains(200, await EachAsync(["client-2", "client-3"], c => AskAsync(host, Client(now, c), 1)));
    }

    [Fact]
    public async Task A_new_token_of_the_same_client_does_not_begin_anew()
    {
        await using var host = await StartAsync();
        var now = host.Engine.Clock.Now;
        Assert.Equal([200, 200, 200], await AskAsync(host, Client(now, "client-1"), 3));
        Assert.Equal([429], await AskAsync(host, Client(now.AddSeconds(1), "client-1"), 1));
    }

    [Fact]
    public async Task A_call_that_is_not_allowed_counts_too()
    {
        await using var host = await StartAsync();
        Assert.Equal([403, 403, 403, 429], await AskAsync(host, TestAccess.Service(host.Engine.Clock.Now), 4));
    }

    [Fact]
    public async Task A_person_has_a_limit_whatever_the_token_calls_them()
    {
        await using var host = await StartAsync();
        var now = host.Engine.Clock.Now;
        var path = Routes.Of(host.Engine.Requests.Add(DataRights.Requests.RequestKind.Access).Id);
        Assert.Equal([200, 200], await AskAsync(host, TestAccess.Subject(now), 2, path));
        Assert.Equal([429], await AskAsync(host, TestAccess.Subject(now.AddSeconds(1)), 1, path));
        Assert.Contains(404, await EachAsync([FakePeople.Bob, "eve@example.org"], e => AskAsync(host, TestAccess.Subject(now, e), 1, path)));
    }

    [Fact]
    public async Task Refused_credentials_count_for_their_address_and_do_not_keep_a_good_one_out()
    {
        await using var host = await StartAsync();
        Assert.Equal([401, 401, 429], await AskAsync(host, "garbage", 3, from: "203.0.113.7"));
        Assert.Equal([429], await AskAsync(host, null, 1, from: "203.0.113.7"));
        Assert.Equal([200], await AskAsync(host, TestAccess.Everything(host.Engine.Clock.Now), 1, from: "203.0.113.7"));
        Assert.Contains(401, await EachAsync(["203.0.113.8", "203.0.113.9"], a => AskAsync(host, "garbage", 1, from: a)));
    }

    [Theory]
    [InlineData("198.51.100.1, 203.0.113.7", "198.51.100.2, 203.0.113.7")]
    [InlineData("203.0.113.7:4711", "203.0.113.7:4712")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    [InlineData("[2001:db8:1:2::1]:80", "2001:db8:1:2::2")]
    [InlineData("nonsense", "unknown")]
    public async Task An_address_is_the_one_that_the_nearest_proxy_tells(string first, string second)
    {
        await using var host = await StartAsync();
        Assert.Equal([401, 401], await AskAsync(host, "garbage", 2, from: first));
        Assert.Equal([429], await AskAsync(host, "garbage", 1, from: second));
    }

    [Fact]
    public async Task Without_the_setting_the_header_is_the_callers_own_word_and_counts_for_nothing()
    {
        await using var host = await StartAsync(Few with { AddressHeader = null });
        Assert.Equal([401, 401], await AskAsync(host, "garbage", 2, from: "203.0.113.7"));
        Assert.Equal([429], await AskAsync(host, "garbage", 1, from: "203.0.113.8"));
    }

    [Fact]
    public async Task Anonymous_health_and_status_secrets_share_the_limit_of_their_address()
    {
        await using var host = await StartAsync();
        Assert.Equal([200], await AskAsync(host, null, 1, Routes.Health, "203.0.113.7"));
        Assert.Equal([404, 429], await AskAsync(host, DataRights.Requests.StatusSecret.New(), 2, Routes.Of(Guid.CreateVersion7().ToString()), "203.0.113.7"));
        Assert.Equal([429], await AskAsync(host, null, 1, Routes.Health, "203.0.113.7"));
        Assert.Contains(200, await EachAsync(["203.0.113.8", "203.0.113.9"], a => AskAsync(host, null, 1, Routes.Health, a)));
    }

    private static Task<ApiHost> StartAsync(CallLimitOptions? limits = null) =>
        ApiHost.StartAsync(Token, access: TestAccess.Options with { Limits = limits ?? Few });

    /// <summary>Two callers share a place now and then; that two others both share it is as good as never.</summary>
    private static async Task<List<int>> EachAsync(string[] others, Func<string, Task<List<int>>> ask)
    {
        var answers = new List<int>();
        foreach (var other in others)
        {
            answers.AddRange(await ask(other));
        }

        return answers;
    }

    private static string Client(DateTimeOffset now, string client) =>
        TestAccess.ServiceKey.Sign(Issuing.Tokens.With(Issuing.Tokens.Service(TestAccess.ServiceIssuer, now, AppRoles.Read), "azp", client));

    private static async Task<List<int>> AskAsync(ApiHost host, string? token, int times, string path = Routes.Requests, string? from = null)
    {
        var answers = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var response = await host.GetAsync(path, token, from);
            answers.Add((int)response.StatusCode);
        }

        return answers;
    }
}
