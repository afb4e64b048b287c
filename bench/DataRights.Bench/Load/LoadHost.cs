using DataRights.Azure.Storage;
using DataRights.Cli.Hosting;
using DataRights.Requests;
using DataRights.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DataRights.Bench.Load;

/// <summary>The engine as the embedded host composes it, worker and timers included, with its store calls counted.</summary>
internal sealed class LoadHost : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly List<IHostedService> started = [];

    private LoadHost(ServiceProvider services) => this.services = services;

    public CountingStore Store => (CountingStore)services.GetRequiredService<IObjectStore>();

    public IRequestService Requests => services.GetRequiredService<IRequestService>();

    public static string MapFile => Path.Combine(AppContext.BaseDirectory, "Data", "load", "data-map.json");

    /// <param name="settings">Where things lie.</param>
    /// <param name="change">Changes the composition, for what a test wants otherwise.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    public static async Task<LoadHost> OpenAsync(LoadSettings settings, Action<IServiceCollection>? change, CancellationToken cancellationToken)
    {
        var embedded = new EmbeddedSettings(settings.Directory, MapFile, new Dictionary<string, string> { ["Main"] = settings.Database }, 0);
        var collection = new ServiceCollection();
        new HostComposition().AddEngine(collection, embedded, worker: true);
        var store = collection.Single(s => s.ServiceType == typeof(IObjectStore)).ImplementationFactory!;
        if (settings.Azurite is { } azurite)
        {
            // The throwaway one has an account of its own, which the embedded host does not know.
            var blobs = new BlobObjectStore(new BlobStoreOptions { ConnectionString = azurite }, TimeProvider.System);
            await blobs.EnsureContainerAsync(cancellationToken);
            store = _ => blobs;
        }

        collection.Replace(ServiceDescriptor.Singleton<IObjectStore>(p => new CountingStore((IObjectStore)store(p))));
        change?.Invoke(collection);
        return new LoadHost(collection.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Starts workers and timers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            started.Add(service);
            await service.StartAsync(cancellationToken);
        }
    }

    /// <summary>Returns when no subject has an open request and no message waits.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var prefix in (string[])[ObjectNames.Subjects, ObjectNames.Queues])
        {
            while (await Store.ListAsync(prefix, cancellationToken).AnyAsync(cancellationToken))
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <summary>Stops them; what is under way is given back.</summary>
    public async Task StopAsync()
    {
        foreach (var service in started)
        {
            await service.StopAsync(CancellationToken.None);
        }

        started.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }
}
