using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Broker;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Tests.Fakes;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Testing;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.EndToEnd.Hosting;

/// <summary>The head at work in a cloud of its own: calls, deliveries, timers, time, and deaths.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan HousekeepingStep = TimeSpan.FromMinutes(13);

    private readonly Mischief? mischief;

    private Stage(Cloud cloud, Mischief? mischief)
    {
        (Cloud, this.mischief) = (cloud, mischief);
        App = new FunctionApp(cloud);
    }

    public Cloud Cloud { get; }

    public FunctionApp App { get; private set; }

    /// <summary>Opens the store of the next app in place of the head's own; null leaves it to the head.</summary>
    public Func<IObjectStore>? OpenStore { get; set; }

    private static CancellationToken Token => Head.Token;

    public static async Task<Stage> OpenAsync(SampleTemplate template, IEnumerable<long> marked, Mischief? mischief = null) =>
        new(await Cloud.CreateAsync(template, marked, Token, mischief), mischief);

    public Task<Answer> GetAsync(string path, string? bearer) => CallAsync("GET", path, bearer);

    public Task<Answer> CallAsync(string method, string path, string? bearer, string? body = null, params (string Name, string Value)[] headers) =>
        App.Http.CallAsync(method, path, bearer, body, headers.ToDictionary(h => h.Name, h => h.Value), Token);

    /// <summary>Submits over HTTP under a key; the status secret of the answer is remembered.</summary>
    public async Task<Answer> SubmitAsync(string kind, long person, string key)
    {
        var body = new JObject { ["kind"] = kind, ["identifiers"] = new JObject { ["user_id"] = FormattableString.Invariant($"{person}") }, ["clientReference"] = key };
        var answer = await CallAsync("POST", "api/requests", Cloud.Callers.Submitter, body.ToString(), ("Idempotency-Key", key));
        if (answer.Status is 201 or 202)
        {
            Cloud.Secrets.Remember("a status secret", (string)answer.Json["statusSecret"]!);
        }

        return answer;
    }

    public async Task<RequestRecord> ReadAsync(string id) => (await App.Get<IRequestService>().GetAsync(id, Token))!;

    public Task<IReadOnlyList<RequestRecord>> AllAsync() => App.Get<IRequestService>().ListAsync(null, null, int.MaxValue, Token);

    /// <summary>Delivers what is due until nothing is; true when there was something.</summary>
    public async Task<bool> DeliverAllAsync()
    {
        var worked = false;
        while (await DeliverSomeAsync())
        {
            worked = true;
        }

        return worked;
    }

    /// <summary>Lets time pass, at most so much, until nothing waits in a queue, no request is open, and housekeeping finds nothing to mend.</summary>
    public async Task RunUntilQuietAsync(TimeSpan? atMost = null)
    {
        var isRested = false;
        var end = Cloud.Clock.GetUtcNow() + (atMost ?? TimeSpan.FromDays(60));
        for (var round = 0; round < 2000; round++)
        {
            isRested &= !await DeliverAllAsync();
            await KeepHouseAsync();
            var (now, due) = (Cloud.Clock.GetUtcNow(), Cloud.Broker.NextDue);
            if (due is null && isRested && (await AllAsync()).All(r => !r.IsOpen))
            {
                return;
            }

            if (now >= end && atMost is not null)
            {
                return;
            }

            var step = now + HousekeepingStep;
            var isNear = due is not null && (isRested || due < step);
            var next = isNear ? due!.Value : step;
            Cloud.Clock.SetUtcNow(next < end ? next : end);
            isRested |= !isNear;
        }

        Assert.Fail($"It never became quiet: {string.Join(", ", (await AllAsync()).Select(r => $"{r.Kind} {r.Status} {r.Outcome} {string.Join(' ', r.Findings)}"))}");
    }

    /// <summary>The timer strikes; what a broken store makes of it is left for the next time, as the platform does.</summary>
    public async Task<bool> KeepHouseAsync()
    {
        try
        {
            await App.KeepHouseAsync(Token);
            return true;
        }
        catch (Exception e) when (e is StoreException or QueueException)
        {
            return false;
        }
    }

    /// <summary>The process is gone; another begins with what the cloud holds.</summary>
    public async Task RestartAsync()
    {
        await App.DisposeAsync();
        App = new FunctionApp(Cloud, OpenStore?.Invoke());
    }

    /// <summary>Delivers one message whose machine meets that fate; false when none is due.</summary>
    public async Task<bool> DeliverAsync(string queue, Fate fate, int deadlyEffect = 1)
    {
        if (Cloud.Broker.TryTake(queue) is not { } taken)
        {
            return false;
        }

        if (fate == Fate.DiesWithin)
        {
            App.Faults.CrashBefore(deadlyEffect);
        }
        else if (fate == Fate.LockLost)
        {
            Cloud.Broker.LoseLock(taken.Message);
        }

        if (fate != Fate.DiesBefore)
        {
            var app = App;
            var actions = new BrokerActions(Cloud.Broker, queue, () => fate == Fate.DiesAfter || app.IsDead);
            try
            {
                await app.Queues.InvokeAsync(queue, taken.Received, actions, Token);
            }
            catch (SimulatedCrashException) when (app.IsDead)
            {
                // Nobody is there to abandon the message: its lock has to run out.
            }
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    /// <summary>One message of each queue at once; where there is mischief, two.</summary>
    private async Task<bool> DeliverSomeAsync()
    {
        var queues = App.Queues.Queues.ToList();
        var deliveries = (mischief is null ? queues : queues.Concat(queues)).Select(queue => DeliverAsync(queue, mischief?.NextFate() ?? Fate.Well, mischief?.DeadlyEffect() ?? 1));
        var worked = await Task.WhenAll(deliveries);
        if (App.IsDead)
        {
            await RestartAsync();
        }

        App.Faults.Revive();
        return worked.Contains(true);
    }
}
