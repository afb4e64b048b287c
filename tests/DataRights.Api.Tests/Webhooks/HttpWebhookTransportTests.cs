using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DataRights.Api.Tests.Fakes;
using DataRights.Api.Webhooks;
using DataRights.Requests;
using DataRights.Testing.Processes;
using DataRights.Testing.Servers;
using DataRights.Webhooks;

namespace DataRights.Api.Tests.Webhooks;

public sealed class HttpWebhookTransportTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly WebhookEvent Change =
        new("019ca945-0a00-7600-a4f6-fa909d2c3c63", 3, RequestKind.Access, RequestStatus.Completed, "archived", At, At.AddMonths(1), "ticket-17")
        {
            Type = "request.completed",
            Subject = "s1_abc",
            ArchiveExpires = At.AddDays(7),
        };

    private readonly string[] secrets = [WebhookSecret.Create(), WebhookSecret.Create()];

    private WebhookReceiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await WebhookReceiver.StartAsync(Http.Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task The_body_holds_ids_codes_and_moments_and_nothing_else()
    {
        await SendAsync();

        var call = Assert.Single(receiver.Calls);
        Assert.Equal("/hooks?tenant=7", call.Path);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.StartsWith("DataRightsFunctions/", call.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(
            JsonSerializer.Serialize(new
            {
                type = "request.completed",
                timestamp = At,
                data = new { requestId = Change.RequestId, kind = "access", status = "completed", outcome = "archived", due = At.AddMonths(1), clientReference = "ticket-17", subject = "s1_abc", archiveExpires = At.AddDays(7) },
            }),
            call.Body);
    }

    [Fact]
    public async Task Each_secret_signs_id_timestamp_and_body_with_hmac_sha256()
    {
        await SendAsync();

        var call = Assert.Single(receiver.Calls);
        Assert.Equal(Change.RequestId + ".3", call.Id);
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(sent, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddSeconds(1));
        var signed = Encoding.UTF8.GetBytes($"{call.Id}.{call.Headers["webhook-timestamp"]}.{call.Body}");
        var expected = secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s["whsec_".Length..]), signed)));
        Assert.Equal(expected, call.Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public async Task The_standardwebhooks_package_accepts_either_secret_and_notices_damage()
    {
        await SendAsync();
        var call = Assert.Single(receiver.Calls);

        Assert.Equal((0, "request.completed\n"), await VerifyAsync(secrets[0], call));
        Assert.Equal((0, "request.completed\n"), await VerifyAsync(secrets[1], call));
        Assert.Equal(1, (await VerifyAsync(WebhookSecret.Create(), call)).ExitCode);
        Assert.Equal(1, (await VerifyAsync(secrets[0], call with { Body = call.Body.Replace("completed", "cancelled", StringComparison.Ordinal) })).ExitCode);
        Assert.Equal(1, (await VerifyAsync(secrets[0], call with { Headers = new Dictionary<string, string>(call.Headers) { ["webhook-id"] = "x" } })).ExitCode);
    }

    [Theory]
    [InlineData(200, WebhookVerdict.Delivered)]
    [InlineData(204, WebhookVerdict.Delivered)]
    [InlineData(301, WebhookVerdict.Failed)]
    [InlineData(308, WebhookVerdict.Failed)]
    [InlineData(400, WebhookVerdict.Failed)]
    [InlineData(404, WebhookVerdict.Failed)]
    [InlineData(410, WebhookVerdict.Gone)]
    [InlineData(500, WebhookVerdict.Failed)]
    public async Task The_status_decides_and_redirects_are_not_followed(int status, WebhookVerdict verdict)
    {
        receiver.Behaviour = context =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return WebhookReceiver.Status(context, status);
        };

        Assert.Equal(new WebhookAnswer(verdict, $"http-{status}"), await SendAsync());
        Assert.Single(receiver.Calls);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "7", 7)]
    [InlineData(503, "soon", null)]
    [InlineData(500, "120", null)]
    public async Task Retry_after_is_heard_with_429_and_503(int status, string value, int? seconds)
    {
        receiver.Behaviour = context =>
        {
            context.Response.Headers.RetryAfter = value;
            return WebhookReceiver.Status(context, status);
        };

        Assert.Equal(seconds, (int?)(await SendAsync()).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Retry_after_may_be_a_moment()
    {
        receiver.Behaviour = context =>
        {
            context.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddHours(1).ToString("R");
            return WebhookReceiver.Status(context, 503);
        };

        Assert.InRange((await SendAsync()).RetryAfter!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task A_receiver_that_hangs_cuts_or_is_not_there_has_failed()
    {
        receiver.Behaviour = WebhookReceiver.Hang;
        Assert.Equal(new WebhookAnswer(WebhookVerdict.Failed, "timeout"), await SendAsync(TimeSpan.FromMilliseconds(300)));
        receiver.Behaviour = WebhookReceiver.Cut;
        Assert.Equal(WebhookVerdict.Failed, (await SendAsync()).Verdict);
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        Assert.Equal(new WebhookAnswer(WebhookVerdict.Failed, "connection-error"), await SendAsync(to: nobody));
        Assert.Equal(new WebhookAnswer(WebhookVerdict.Failed, "secure-connection-error"), await SendAsync(to: new Uri(receiver.Address.ToString().Replace("http:", "https:", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_the_receiver_says_in_its_body_is_not_waited_for()
    {
        receiver.Behaviour = async context =>
        {
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(new byte[10], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await WebhookReceiver.Hang(context);
        };

        Assert.Equal(new WebhookAnswer(WebhookVerdict.Delivered, "http-200"), await SendAsync());
    }

    [Fact]
    public async Task A_caller_that_stops_is_told_so()
    {
        receiver.Behaviour = WebhookReceiver.Hang;
        using var stop = new CancellationTokenSource();
        using var transport = new HttpWebhookTransport(Options(), TimeProvider.System);
        var sending = transport.SendAsync(Change, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private async Task<WebhookAnswer> SendAsync(TimeSpan? timeout = null, Uri? to = null)
    {
        var options = Options() with { Endpoint = to ?? receiver.Address };
        using var transport = new HttpWebhookTransport(timeout is { } limit ? options with { Timeout = limit } : options, TimeProvider.System);
        return await transport.SendAsync(Change, Http.Token);
    }

    private WebhookOptions Options() => new() { Endpoint = receiver.Address, Secrets = secrets };

    private static async Task<(int ExitCode, string Output)> VerifyAsync(string secret, ReceivedWebhook call)
    {
        using var directory = new TempDirectory();
        var file = directory.Combine("webhook.json");
        var headers = call.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { secret, headers, body = call.Body }), Http.Token);
        return await NodeScript.RunAsync("verify-webhook.js", file, Http.Token);
    }
}
