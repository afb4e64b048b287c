using System.Text;
using DataRights.Deletion.Receipts;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing.Fakes;
using DataRights.Tests.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DataRights.Tests.Recipients;

/// <summary>A world with recipients to be told, and what tests do in it.</summary>
internal sealed class RecipientScene : IReceiptSupplements
{
    public const string Email = "Own.Canary@Example.org";

    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Round = TimeSpan.FromHours(3);

    private readonly SourceSet sources;
    private readonly List<RecipientUpkeep> upkeeps = [];
    private DateTimeOffset housekeeping;

    public RecipientScene(params Recipient[] recipients)
    {
        Recipient = new ScriptedRecipient(World);
        var told = recipients.Length > 0 ? recipients : [Told("billing")];
        Map = World.Map with
        {
            Sources = [.. World.Map.Sources, .. told.Select(r => new SourceRule(r.Source!, SourceKind.Http, r.Source!.ToUpperInvariant(), null, null, 1))],
            Recipients = [.. told, new Recipient("By hand", "x", null, null)],
        };
        FakeTable Table(string name, params string[] columns) => new(name, [.. columns.Select(c => FakeTable.Column(c, ValueKind.Text))], Rows());
        sources = new SourceSet([new FakeRowSource("main", World.Clock, Table("users", "id", "email"), Table("newsletter", "email"))], [], []);
    }

    public World World { get; } = new();

    public DataMap Map { get; set; }

    public ScriptedRecipient Recipient { get; }

    public bool RowIsGone { get; set; }

    public Dictionary<string, IReadOnlyList<RecipientFact>> Receipts { get; } = [];

    public List<IReadOnlyList<RecipientFact>> Supplements { get; } = [];

    public ListLogger<RecipientRunner> RunnerLog { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public DateTimeOffset Now => World.Clock.GetUtcNow();

    public static Recipient Told(string source, ConfirmedBy confirm = ConfirmedBy.Answer, params string[] identifiers) =>
        new($"The {source}", "x", null, null) { Source = source, Identifiers = identifiers.Length > 0 ? identifiers : ["user_id"], Confirm = confirm };

    public RecipientParts Parts(CrashPoint? crash = null) => new(
        Map, sources, World.Ports(crash), crash is null ? Recipient : new MortalRecipient(Recipient, crash), this);

    public RecipientRunner Runner(CrashPoint? crash = null) => new(Parts(crash), new Random(7), RunnerLog);

    public RecipientConfirmations Confirmations() => new(Parts(), NullLogger<RecipientConfirmations>.Instance);

    public RequestRunner Requests(CrashPoint? crash = null) => World.Runner(new TellingJob(this, Parts(crash)), crash);

    public async Task<RequestRecord> SubmitAsync(string user = "2", CrashPoint? crash = null) =>
        (await World.Service(crash).SubmitAsync(World.Ask(RequestKind.Deletion, user, key: "k" + user, waive: true), Token)).Request;

    /// <summary>Submits, and runs the deletion until it waits or ends; recipients are not called yet.</summary>
    public async Task<RequestRecord> BeginAsync(string user = "2")
    {
        var request = await SubmitAsync(user);
        await World.DeliverAsync(Requests());
        return await World.ReadAsync(request.Id);
    }

    /// <summary>Makes the calls that are due now; returns how many messages that were.</summary>
    public async Task<int> CallAsync(RecipientRunner? runner = null)
    {
        runner ??= Runner();
        var count = 0;
        while (await World.Queue.TryReceiveAsync(QueueNames.Webhook, Hidden, Token) is { } message)
        {
            var settlement = await new OutgoingRunner(World.Sender(null), runner).RunAsync(message.Message, message.DeliveryCount, Token);
            _ = settlement.AbandonUntil is { } notBefore
                ? await World.Queue.AbandonAsync(message, notBefore, Token)
                : await World.Queue.CompleteAsync(message, Token);
            count++;
        }

        return count;
    }

    public async Task HousekeepAsync()
    {
        var ports = World.Ports();
        if (upkeeps.Count == 0)
        {
            upkeeps.Add(new RecipientUpkeep(Parts(), NullLogger<RecipientUpkeep>.Instance));
        }

        var report = await new Housekeeping(ports, new ArchiveStore(ports.Objects), NullLogger<Housekeeping>.Instance, upkeeps).RunAsync(Token);
        Assert.Empty(report.Troubles);
    }

    /// <summary>Lets time pass, with housekeeping, runs and calls, for so long.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Now + time;
        while (true)
        {
            while (await World.DeliverAsync(Requests()) || await CallAsync() > 0)
            {
            }

            if (Now >= housekeeping || Now >= end)
            {
                await HousekeepAsync();
                housekeeping = Now + Round;
            }

            if (Now >= end && (World.Queue.NextVisible is not { } visible || visible > Now))
            {
                return;
            }

            var next = World.Queue.NextVisible ?? end;
            var latest = Now + Round < end ? Now + Round : end;
            World.Clock.SetUtcNow(next > Now && next < latest ? next : latest);
        }
    }

    public RecipientState State(string requestId, string recipient = "billing") =>
        World.Objects.Bytes(ObjectNames.Recipient(requestId, recipient)) is { } bytes
            ? StateJson.Read<RecipientState>("x", bytes, RecipientState.CurrentSchema)
            : throw new InvalidOperationException("There is no such telling.");

    public async Task<RecipientFact> FactAsync(string requestId) => Assert.Single(await new RecipientBook(World.Objects).FactsAsync(requestId, Token));

    public IReadOnlyList<string> Codes(string requestId) =>
        [.. World.Ledger.Entries.Where(e => e.Key.StartsWith("recipient/", StringComparison.Ordinal) && e.Reference == State(requestId).LedgerReference).Select(e => e.Code)];

    /// <summary>All that lies in store and queue, as text.</summary>
    public string Everything() => string.Join('\n',
        World.Objects.Everything().Select(o => o.Name + " " + Encoding.UTF8.GetString(World.Objects.Bytes(o.Name)!)).Concat(World.Queue.Waiting.Select(m => m.MessageId)));

    Task IReceiptSupplements.IssueAsync(string requestId, IReadOnlyList<RecipientFact> facts, CancellationToken cancellationToken)
    {
        Supplements.Add(facts);
        return Task.CompletedTask;
    }

    private IEnumerable<object?[]> Rows()
    {
        if (!RowIsGone)
        {
            yield return ["2", Email];
        }
    }
}
