using DataRights.Api.Tests.Fakes;
using DataRights.Api.Webhooks;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Testing;
using DataRights.Testing.Contracts;
using DataRights.Testing.Fakes;
using DataRights.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataRights.Api.Tests.Webhooks;

/// <summary>Records, outbox, queue, sender and HTTP together, against a receiver that misbehaves.</summary>
public sealed class WebhookFlowTests : IAsyncLifetime
{
    private const int Requests = 12;
    private const string Canary = "canary-person-4711";

    private static readonly RequestStatus[] Life = [RequestStatus.Queued, RequestStatus.Running, RequestStatus.Failed, RequestStatus.Queued, RequestStatus.Running, RequestStatus.Completed];

    private readonly ManualTimeProvider clock = new();
    private readonly InMemoryObjectStore objects;
    private readonly InMemoryQueue queue;
    private readonly ListLogger<WebhookRunner> log = new();
    private readonly RequestPorts ports;
    private readonly RequestStore store;

    private WebhookReceiver receiver = null!;
    private HttpWebhookTransport transport = null!;

    public WebhookFlowTests()
    {
        objects = new InMemoryObjectStore(clock);
        queue = new InMemoryQueue(clock);
        ports = new RequestPorts(objects, queue, new InMemoryLedger(clock), new TestKeys(), clock, new RequestOptions())
        {
            Announcer = new WebhookAnnouncer(objects, queue, clock, NullLogger<WebhookAnnouncer>.Instance),
        };
        store = new RequestStore(objects, ports.Announcer);
    }

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync(Http.Token);
        var options = new WebhookOptions { Endpoint = receiver.Address, Secrets = [WebhookSecret.Create()], Timeout = TimeSpan.FromMilliseconds(500) };
        transport = new HttpWebhookTransport(options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        transport.Dispose();
        await receiver.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_receiver_that_fails_hangs_cuts_and_recovers_has_every_event_in_order(int seed)
    {
        var random = new Random(seed);
        var calls = 0;
        receiver.Behaviour = context => Interlocked.Increment(ref calls) > 5 * Requests ? WebhookReceiver.Ok(context) : Misbehave(context, random.Next(6));
        var ids = new List<string>();
        for (var i = 0; i < Requests; i++)
        {
            ids.Add(await CreateAsync(i));
        }

        foreach (var status in Life)
        {
            await Task.WhenAll(ids.Select(id => MoveAsync(id, status)));
            await SendDueAsync();
            clock.Advance(TimeSpan.FromSeconds(6));
        }

        for (var round = 0; round < 50 && queue.NextVisible is { } next; round++)
        {
            clock.Advance(next > clock.GetUtcNow() ? next - clock.GetUtcNow() : TimeSpan.Zero);
            await SendDueAsync();
        }

        Assert.Empty(queue.Waiting);
        foreach (var call in receiver.Calls)
        {
            Assert.Empty(await ApiContract.FaultsAsync("Webhook", call.Body));
        }

        Assert.True(calls > (5 * Requests) + Requests);
        Assert.All(ids, id => Assert.Equal(
            Life.Select((status, i) => $"{id}.{i + 1} request.{status.ToString().ToLowerInvariant()}"),
            receiver.Taken.Where(c => c.Id.StartsWith(id, StringComparison.Ordinal)).DistinctBy(c => c.Id).Select(c => $"{c.Id} {c.Json.GetProperty("type")}")));
    }

    [Fact]
    public async Task Nothing_personal_is_in_what_is_sent_or_logged()
    {
        receiver.Behaviour = async context =>
        {
            await WebhookReceiver.Status(context, 500);
            context.Response.Headers["x-echo"] = Canary;
            await context.Response.WriteAsync(Canary, context.RequestAborted);
        };
        var id = await CreateAsync(0);
        await MoveAsync(id, RequestStatus.Queued);
        await SendDueAsync();

        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains("canary", StringComparison.Ordinal));
        var call = Assert.Single(receiver.Calls);
        Assert.DoesNotContain("canary", call.Body + string.Join(' ', call.Headers.Values), StringComparison.Ordinal);
        Assert.DoesNotContain(objects.Everything(), o => o.Name.StartsWith("webhooks/", StringComparison.Ordinal)
            && System.Text.Encoding.UTF8.GetString(o.Content).Contains("canary", StringComparison.Ordinal));
    }

    private static Task Misbehave(HttpContext context, int way)
    {
        context.Response.Headers.RetryAfter = "2";
        return way switch
        {
            0 => WebhookReceiver.Status(context, 500),
            1 => WebhookReceiver.Status(context, 429),
            2 => WebhookReceiver.Cut(context),
            3 => context.TraceIdentifier.GetHashCode(StringComparison.Ordinal) % 4 == 0 ? WebhookReceiver.Hang(context) : WebhookReceiver.Cut(context),
            4 => WebhookReceiver.Status(context, 302),
            _ => WebhookReceiver.Ok(context),
        };
    }

    private async Task<string> CreateAsync(int number)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow().AddMilliseconds(number)).ToString();
        await store.TryCreateAsync(
            new RequestRecord
            {
                Id = id,
                Kind = RequestKind.Access,
                Status = RequestStatus.Accepted,
                SubjectReference = "s1_reference",
                RootCollection = Canary,
                SealedRootKey = Canary,
                SealedIdentifiers = Canary,
                LedgerReference = Canary,
                Findings = [Canary],
                Received = clock.GetUtcNow(),
                Due = clock.GetUtcNow().AddMonths(1),
                Version = 1,
                Epoch = 0,
                Announced = true,
            },
            Http.Token);
        return id;
    }

    private async Task MoveAsync(string id, RequestStatus status)
    {
        var read = (await store.ReadAsync(id, Http.Token))!;
        Assert.NotNull(await store.TryUpdateAsync(read, read.Record.To(status, clock.GetUtcNow()), Http.Token));
    }

    /// <summary>Two senders at once, as two instances of a host.</summary>
    private Task SendDueAsync() => Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
    {
        var sender = new WebhookRunner(ports, transport, new Random(7), log);
        while (await queue.TryReceiveAsync(QueueNames.Webhook, TimeSpan.FromMinutes(5), Http.Token) is { } message)
        {
            var settlement = await sender.RunAsync(message.Message, message.DeliveryCount, Http.Token);
            var settled = settlement.AbandonUntil is { } until
                ? await queue.AbandonAsync(message, until, Http.Token)
                : await queue.CompleteAsync(message, Http.Token);
            Assert.True(settled);
        }
    })));
}
