using Azure.Messaging.ServiceBus;
using DataRights.Functions.Composition;
using DataRights.Functions.Tests.EndToEnd.Broker;
using DataRights.Functions.Tests.EndToEnd.World;
using DataRights.Functions.Timers;
using DataRights.Storage;
using DataRights.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DataRights.Functions.Tests.EndToEnd.Hosting;

/// <summary>One process of the head, composed as <c>Program.cs</c> does it; only clock and broker are the test's, and its store can die.</summary>
internal sealed class FunctionApp : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private IObjectStore? store;

    public FunctionApp(Cloud cloud, IObjectStore? openedStore = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.AddProvider(cloud.Log).SetMinimumLevel(LogLevel.Trace));
        collection
            .AddSingleton<TimeProvider>(cloud.Clock)
            .AddSingleton<ServiceBusClient>(new BrokerClient(cloud.Broker, () => IsDead));
        if (openedStore is not null)
        {
            collection.AddSingleton(openedStore);
        }

        collection.AddDataRights(cloud.Configuration);
        Mortal(collection);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Faults = (FaultInjectingObjectStore)services.GetRequiredService<IObjectStore>();
        Http = new HttpFunctions(services);
        Queues = new QueueFunctions(services, cloud.Configuration);
    }

    public HttpFunctions Http { get; }

    public QueueFunctions Queues { get; }

    public FaultInjectingObjectStore Faults { get; }

    public bool IsDead => Faults.Crashed;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The timer strikes.</summary>
    public Task KeepHouseAsync(CancellationToken cancellationToken) =>
        ActivatorUtilities.CreateInstance<Housekeeping>(services).RunAsync(new TimerInfo(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        (store as IDisposable)?.Dispose();
    }

    /// <summary>Puts a store that can die before the one that the head opens.</summary>
    private void Mortal(ServiceCollection collection)
    {
        var own = collection.Last(d => d.ServiceType == typeof(IObjectStore));
        collection.Replace(ServiceDescriptor.Singleton<IObjectStore>(p =>
            new FaultInjectingObjectStore(store = (IObjectStore)(own.ImplementationInstance ?? own.ImplementationFactory!(p)))));
    }
}
