using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Problems;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/requests/x/y/z")]
    [InlineData("/api/canary")]
    public async Task An_unknown_path_answers_404(string path)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync(path);
        var problem = await response.ProblemAsync(HttpStatusCode.NotFound, "route-not-found");
        Assert.DoesNotContain("canary", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_answers_405_with_the_right_ones()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.Client.PutAsync(Routes.Requests, null, Token);
        var problem = await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Contains("POST", response.Content.Headers.Allow);
        Assert.Contains("POST", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_may_come_back_answers_503_with_a_time()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.Fails = () => new SourceException("main", "postgres-08006", transient: true);
        using var response = await host.SubmitAsync("""{"kind":"access","identifiers":{"email":"a@b.org"}}""");
        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "source-unavailable");
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_source_that_will_not_come_back_answers_502()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.Fails = () => new SourceException("main", "postgres-42P01", transient: false);
        using var response = await host.SubmitAsync("""{"kind":"access","identifiers":{"email":"a@b.org"}}""");
        await response.ProblemAsync(HttpStatusCode.BadGateway, "source-failed");
        Assert.Null(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.ServiceUnavailable, "store-unavailable")]
    [InlineData(false, HttpStatusCode.BadGateway, "store-failed")]
    public async Task A_store_that_fails_is_told_by_code(bool transient, HttpStatusCode status, string code)
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.Fails = () => new StoreException("disk-full", transient);
        using var response = await host.GetAsync(Routes.Requests);
        var problem = await response.ProblemAsync(status, code);
        Assert.Contains("disk-full", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unforeseen_failure_shows_an_id_that_the_log_has_and_its_text_nowhere()
    {
        await using var host = await ApiHost.StartAsync(Token);
        host.Engine.Requests.Fails = () => new InvalidOperationException("canary", new FormatException("canary"));
        using var response = await host.GetAsync(Routes.Requests);
        var problem = await response.ProblemAsync(HttpStatusCode.InternalServerError, "internal");
        var id = problem.GetProperty("errorId").GetString()!;
        Assert.DoesNotContain("canary", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, l => l.Contains(id, StringComparison.Ordinal) && l.Contains("System.InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Host", "rebound.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_is_kept_out(string header, string value)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(RequestKind.Deletion, RequestStatus.Scheduled);
        using var message = new HttpRequestMessage(HttpMethod.Post, Routes.Of(record.Id, "cancel"));
        message.Headers.TryAddWithoutValidation(header, value);
        using var response = await host.Client.SendAsync(message, Token);
        await response.ProblemAsync(HttpStatusCode.Forbidden, "loopback-only");
        Assert.Equal(RequestStatus.Scheduled, host.Engine.Requests.Records[record.Id].Status);
    }

    [Theory]
    [InlineData("/api/health")]
    [InlineData("/api/requests")]
    [InlineData("/nothing")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.GetAsync(path);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
