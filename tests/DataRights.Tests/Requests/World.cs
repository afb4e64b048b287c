using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Requests.Turns;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Tests.Requests;

/// <summary>What outlives a process (store, queue, ledger, keys, clock), and the parts that a process makes of it.</summary>
internal sealed class World
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public World(RequestOptions? options = null, IsoDuration? grace = null, IsoDuration exportEvery = default)
    {
        Options = options ?? new RequestOptions { AllowGraceWaiver = true };
        Map = TestMap.Create(grace, exportEvery);
        Objects = new InMemoryObjectStore(Clock);
        Queue = new InMemoryQueue(Clock);
        Ledger = new InMemoryLedger(Clock);
    }

    public ManualTimeProvider Clock { get; } = new(Start);

    public InMemoryObjectStore Objects { get; }

    public InMemoryQueue Queue { get; }

    public InMemoryLedger Ledger { get; }

    public TestKeys Keys { get; } = new();

    public RequestOptions Options { get; }

    public DataMap Map { get; }

    public ListLogger<RequestRunner> RunnerLog { get; } = new();

    public ListLogger<WebhookRunner> WebhookLog { get; } = new();

    public ListLogger<WebhookAnnouncer> AnnouncerLog { get; } = new();

    /// <summary>Who works when; without limits when null.</summary>
    public RequestTurns? Turns { get; set; }

    /// <summary>Whether a webhook endpoint is set.</summary>
    public bool Announces { get; set; }

    public RequestStore Store => new(Objects);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Submission Ask(RequestKind kind, string userId = "2", string? key = null, bool waive = false) =>
        new(kind, new Dictionary<string, string> { ["user_id"] = userId, ["email"] = "Canary.Person@Example.org" }, key, waive);

    public RequestPorts Ports(CrashPoint? crash = null)
    {
        crash ??= CrashPoint.Never;
        IObjectStore objects = new CrashingObjectStore(Objects, crash);
        IJobQueue queue = new CrashingQueue(Queue, crash);
        ILedger ledger = new CrashingLedger(Ledger, crash);
        return new RequestPorts(objects, queue, ledger, Keys, Clock, Options)
        {
            Announcer = Announces ? new WebhookAnnouncer(objects, queue, Clock, AnnouncerLog) : null,
            Turns = Turns ?? RequestTurns.Unlimited(Options, Clock),
        };
    }

    public RequestService Service(CrashPoint? crash = null)
    {
        var ports = Ports(crash);
        return new RequestService(Map, ports, new ArchiveStore(ports.Objects), new TestResolver(), Keys);
    }

    public RequestRunner Runner(IJob job, CrashPoint? crash = null)
    {
        var ports = Ports(crash);
        return new RequestRunner(ports, new ArchiveStore(ports.Objects), [job], new Random(7), RunnerLog);
    }

    public WebhookRunner Sender(IWebhookTransport? transport, CrashPoint? crash = null) => new(Ports(crash), transport, new Random(7), WebhookLog);

    public Housekeeping Housekeeping(CrashPoint? crash = null)
    {
        var ports = Ports(crash);
        return new Housekeeping(ports, new ArchiveStore(ports.Objects), NullLogger<Housekeeping>.Instance);
    }

    /// <summary>Delivers one visible message; false when there is none.</summary>
    public async Task<bool> DeliverAsync(RequestRunner runner)
    {
        foreach (var queue in (string[])[QueueNames.Export, QueueNames.Deletion])
        {
            if (await Queue.TryReceiveAsync(queue, TimeSpan.FromSeconds(60), Token) is { } message)
            {
                var settlement = await runner.RunAsync(message.Message, message.DeliveryCount, Token);
                _ = settlement.AbandonUntil is { } notBefore
                    ? await Queue.AbandonAsync(message, notBefore, Token)
                    : await Queue.CompleteAsync(message, Token);
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets time pass, with housekeeping and deliveries, until nothing is open. Fails when that takes longer than a hundred days.</summary>
    public async Task RunUntilQuietAsync(IJob job)
    {
        var runner = Runner(job);
        var housekeeping = Housekeeping();
        for (var round = 0; round < 10_000; round++)
        {
            while (await DeliverAsync(runner))
            {
            }

            var report = await housekeeping.RunAsync(Token);
            Assert.Empty(report.Troubles);
            if (report is { Open: 0, Finished: 0, Duplicates: 0 } && Queue.Waiting.Count == 0 && Claims().Count == 0)
            {
                return;
            }

            var next = Queue.NextVisible - Clock.GetUtcNow() ?? TimeSpan.Zero;
            var step = TimeSpan.FromMinutes(10);
            Clock.Advance(next > step ? next : step);
        }

        Assert.Fail("It never became quiet.");
    }

    public async Task<RequestRecord> ReadAsync(string id) => (await Store.ReadAsync(id, Token))!.Record;

    public async Task<IReadOnlyList<RequestRecord>> AllAsync() => await Store.ListAsync(null, null, int.MaxValue, Token);

    public IReadOnlyList<string> Codes(RequestRecord record) =>
        [.. Ledger.Entries.Where(e => e.Reference == record.LedgerReference).Select(e => e.Code)];

    public IReadOnlyList<string> Claims() =>
        [.. Objects.Everything().Select(o => o.Name).Where(n => n.StartsWith(ObjectNames.Subjects, StringComparison.Ordinal))];
}
