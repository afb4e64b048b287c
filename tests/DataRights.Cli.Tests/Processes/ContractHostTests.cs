using System.Net;
using System.Text;
using DataRights.Cli.Tests.Hosts;
using DataRights.Testing.Contracts;
using DataRights.Testing.Servers;

namespace DataRights.Cli.Tests.Processes;

/// <summary>What a real host answers, over the sample, is what the OpenAPI document says.</summary>
public sealed class ContractHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_answers_of_every_operation_are_as_documented()
    {
        using var directory = new TempDirectory();
        var contract = new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false });
        await using var host = new ServedHost(contract, directory.Combine("data"), directory.Combine("log"));
        await host.WaitUntilHealthyAsync(Token);

        var export = await host.DoAsync("access", Person("1"), Token);
        using var archive = await host.ArchiveAsync(export.Id, Person("1"), Token);
        await GetAsync(host, $"/api/requests/{export.Id}/plan", HttpStatusCode.Conflict);
        await PostAsync(host, $"/api/requests/{export.Id}/archive/allow", HttpStatusCode.OK);
        await GetAsync(host, $"/api/requests/{export.Id}/receipt", HttpStatusCode.Conflict);
        await PostAsync(host, $"/api/requests/{export.Id}/cancel", HttpStatusCode.Conflict);
        await PostAsync(host, $"/api/requests/{export.Id}/retry", HttpStatusCode.Conflict);
        await PostAsync(host, $"/api/requests/{export.Id}/approve", HttpStatusCode.Conflict);

        var scheduled = await host.SubmitAsync("deletion", Person("2"), Token);
        while (await StatusAsync(host, $"/api/requests/{scheduled.Id}/plan") == HttpStatusCode.Accepted)
        {
            await Task.Delay(100, Token);
        }

        using var cancelled = await host.Client.DeleteAsync($"/api/requests/{scheduled.Id}", Token);
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        await host.ActAsync(scheduled.Id, "cancel", Token);

        var deletion = await host.DoAsync("deletion", Person("3"), Token);
        await GetAsync(host, $"/api/requests/{deletion.Id}/receipt", HttpStatusCode.OK);
        await host.SubmitAsync("access", Person("3"), Token);
        await GetAsync(host, "/api/requests?limit=2", HttpStatusCode.OK);
        await GetAsync(host, "/api/requests?limit=0", HttpStatusCode.BadRequest);
        await GetAsync(host, "/api/openapi.json", HttpStatusCode.OK);
        await GetAsync(host, "/.well-known/jwks.json", HttpStatusCode.OK);
        await GetAsync(host, "/.well-known/data-rights-keys.json", HttpStatusCode.OK);
        await GetAsync(host, $"/api/requests/{deletion.Id}/receipt/supplements", HttpStatusCode.OK);
        await PostAsync(host, "/api/replays", HttpStatusCode.OK, """{"since":"2020-01-01T00:00:00Z","dryRun":true}""");
        await GetAsync(host, "/api/retention/page_views/reports", HttpStatusCode.OK);
        await GetAsync(host, "/api/retention/page_views/reports?last=0", HttpStatusCode.BadRequest);
        await GetAsync(host, "/api/retention/clicks/reports", HttpStatusCode.NotFound);
        await HoldAsync(host);
        await PostAsync(host, "/api/requests", HttpStatusCode.BadRequest, """{"kind":"everything"}""");
        await PostAsync(host, "/api/requests", HttpStatusCode.UnprocessableEntity, """{"kind":"access","identifiers":{"shoe_size":"42"}}""");
        await PostAsync(host, "/api/requests", HttpStatusCode.UnprocessableEntity, """{"kind":"access","identifiers":{"user_id":"1"},"clientReference":"a b"}""");

        var successful = contract.Seen.Keys.Select(k => k.Split(' ')).Where(k => k[1][0] == '2').Select(k => k[0]).ToHashSet();
        var expected = ApiContract.Operations.Where(o => !o.Key.StartsWith("HEAD", StringComparison.Ordinal)).Select(o => (string)o.Value["operationId"]!);
        Assert.Equal(["retryRequest", "approveRequest", "confirmDeletion"], expected.Where(o => !successful.Contains(o)));
    }

    private static async Task HoldAsync(ServedHost host)
    {
        using var content = new StringContent("""{"reason":"litigation","identifiers":{"user_id":"4"},"collection":"invoices","when":"status = 'paid'"}""", Encoding.UTF8, "application/json");
        using var placed = await host.Client.PostAsync("/api/holds", content, Token);
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        var hold = placed.Headers.Location!.OriginalString;
        await GetAsync(host, hold, HttpStatusCode.OK);
        await GetAsync(host, "/api/holds", HttpStatusCode.OK);
        await GetAsync(host, "/api/holds?state=none", HttpStatusCode.BadRequest);
        await PostAsync(host, $"{hold}/review", HttpStatusCode.OK, "{}");
        await PostAsync(host, $"{hold}/release", HttpStatusCode.OK);
        await PostAsync(host, $"{hold}/review", HttpStatusCode.Conflict, "{}");
        await PostAsync(host, "/api/holds", HttpStatusCode.BadRequest, """{"until":"tomorrow"}""");
        await PostAsync(host, "/api/holds", HttpStatusCode.UnprocessableEntity, """{"reason":"litigation"}""");
        await GetAsync(host, "/api/holds/019ca945-0a00-7600-a4f6-fa909d2c3c63", HttpStatusCode.NotFound);
    }

    private static Dictionary<string, string> Person(string id) => new() { ["user_id"] = id };

    private static async Task GetAsync(ServedHost host, string path, HttpStatusCode status) => Assert.Equal(status, await StatusAsync(host, path));

    private static async Task<HttpStatusCode> StatusAsync(ServedHost host, string path)
    {
        using var answer = await host.Client.GetAsync(path, Token);
        return answer.StatusCode;
    }

    private static async Task PostAsync(ServedHost host, string path, HttpStatusCode status, string body = "")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await host.Client.PostAsync(path, content, Token);
        Assert.Equal(status, answer.StatusCode);
    }
}
