using DataRights.Api.Composition;
using DataRights.Api.Recipients;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using DataRights.Sql.Retention;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Subjects;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DataRights.EndToEnd.Tests.Running;

/// <summary>The engine as the embedded host composes it, on a store that can be broken, with its worker driven by hand.</summary>
public sealed class EngineProcess : IAsyncDisposable
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(60);
    private static readonly string[] Queues = [QueueNames.Export, QueueNames.Deletion, QueueNames.Webhook];

    private readonly Deployment deployment;
    private readonly ServiceProvider services;
    private readonly IObjectStore disk;
    private readonly TimeProvider clock;

    /// <param name="deployment">What it works on.</param>
    /// <param name="clock">A clock of its own: that of a process that hangs stands still.</param>
    public EngineProcess(Deployment deployment, TimeProvider? clock = null)
    {
        this.deployment = deployment;
        this.clock = clock ?? deployment.Clock;
        disk = deployment.OpenStore?.Invoke() ?? new LocalObjectStore(deployment.StateDirectory, this.clock);
        Faults = new FaultInjectingObjectStore(disk);
        var collection = new ServiceCollection();
        if (deployment.Recipients is { } recipients)
        {
            collection.AddDataRightsRecipients(_ => recipients);
        }

        if (deployment.Transport is { } transport)
        {
            collection.AddSingleton(transport(Faults));
        }

        services = collection
            .AddLogging()
            .AddSingleton<TimeProvider>(this.clock)
            .AddSingleton(deployment.Map)
            .AddSingleton(new RequestOptions { AllowGraceWaiver = true, TimeSlice = deployment.TimeSlice })
            .AddSingleton(Sources())
            .AddSingleton<IObjectStore>(Faults)
            .AddSingleton<IKeyRing>(_ => new FileKeyRing(deployment.KeyFile))
            .AddSingleton<StoreQueue>()
            .AddSingleton<IJobQueue>(p => p.GetRequiredService<StoreQueue>())
            .AddSingleton<IJobReceiver>(p => p.GetRequiredService<StoreQueue>())
            .AddDataRightsEngine()
            .BuildServiceProvider();
    }

    public FaultInjectingObjectStore Faults { get; }

    public IRequestService Requests => Get<IRequestService>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<RequestRecord> SubmitAsync(RequestKind kind, string identifier, string value, bool waiveGrace = true) =>
        (await Requests.SubmitAsync(new Submission(kind, new Dictionary<string, string> { [identifier] = value }, null, waiveGrace && kind == RequestKind.Deletion), Token)).Request;

    /// <summary>Takes one visible message and has it run; a process that died meanwhile settles nothing.</summary>
    public async Task<bool> DeliverAsync()
    {
        foreach (var queue in Queues)
        {
            if (await Get<IJobReceiver>().TryReceiveAsync(queue, Visibility, Token) is { } message)
            {
                IMessageHandler handler = queue == QueueNames.Webhook ? Get<OutgoingRunner>() : Get<RequestRunner>();
                var settlement = await handler.RunAsync(message.Message, message.DeliveryCount, Token);
                if (!Faults.Crashed)
                {
                    _ = settlement.AbandonUntil is { } notBefore
                        ? await Get<IJobReceiver>().AbandonAsync(message, notBefore, Token)
                        : await Get<IJobReceiver>().CompleteAsync(message, Token);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Delivers whatever is visible.</summary>
    public async Task DeliverAllAsync()
    {
        while (!Faults.Crashed && await DeliverAsync())
        {
        }
    }

    /// <summary>Lets time pass, with housekeeping and deliveries, until no request is under way; a waiting one is not.</summary>
    public async Task RunUntilQuietAsync()
    {
        for (var round = 0; round < 500; round++)
        {
            await DeliverAllAsync();
            var report = await Get<Housekeeping>().RunAsync(Token);
            Assert.Empty(report.Troubles);
            var waiting = await Requests.ListAsync(RequestStatus.Waiting, null, int.MaxValue, Token);
            if (report is { Finished: 0, Duplicates: 0, Requeued: 0 } && report.Open == waiting.Count)
            {
                return;
            }

            deployment.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Fail("It never became quiet.");
    }

    public async Task<RequestRecord> ReadAsync(string id) => await Requests.GetAsync(id, Token) ?? throw new InvalidOperationException("The request is not there.");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await ((IAsyncDisposable)Rows).DisposeAsync();
        (disk as IDisposable)?.Dispose();
    }

    private SqlSource Rows => field ??= SqlSource.Open("main", deployment.Sample.Kind, (deployment.EngineConnection ?? deployment.Sample.ConnectionString), clock);

    private IFileSource Files => deployment.OpenFiles?.Invoke() ?? new LocalFileSource("files", deployment.Sample.FilesDirectory);

    private SourceSet Sources() => new(
        [deployment.WrapRows?.Invoke(Faults, Rows) ?? Rows],
        [deployment.WrapFiles?.Invoke(Faults, Files) ?? Files],
        [ClocklessStore.Over(SqlRetention.Open("main", deployment.Sample.Kind, (deployment.EngineConnection ?? deployment.Sample.ConnectionString)))]);
}
