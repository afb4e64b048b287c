using Azure.Messaging.ServiceBus;
using DataRights.Api.Intake;
using DataRights.Azure.Tests.Queueing;
using DataRights.Functions.Composition;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Testing.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataRights.Functions.Tests.Fakes;

/// <summary>The head as <c>Program.cs</c> composes it, with the sample settings; store, Service Bus, clock and intake live in memory.</summary>
internal sealed class Head : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    public Head(params (string Name, string? Value)[] settings)
    {
        Objects = new InMemoryObjectStore(Clock);
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        collection
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IObjectStore>(Objects)
            .AddSingleton<ServiceBusClient>(Bus)
            .AddSingleton<IRequestIntake>(Intake)
            .AddDataRights(Configuration([("Keys__directory", directory.Path), .. settings]));
        Services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryObjectStore Objects { get; }

    public FakeServiceBus Bus { get; } = new();

    public FakeIntake Intake { get; } = new();

    public LogLines Log { get; } = new();

    public ServiceProvider Services { get; }

    public RequestStore Requests => new(Objects);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The sample settings, with some changed.</summary>
    public static IConfiguration Configuration(params (string Name, string? Value)[] changes)
    {
        var values = SampleSettings.Values.ToDictionary(v => v.Key, v => (string?)v.Value);
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => v.Key.Replace("__", ":", StringComparison.Ordinal), v => v.Value))
            .Build();
    }

    /// <summary>A function class, made as the worker makes it.</summary>
    public T Function<T>() => ActivatorUtilities.CreateInstance<T>(Services);

    public async Task<RequestRecord> PutAsync(RequestStatus status, long version = 3, RequestKind kind = RequestKind.Access)
    {
        var record = new RequestRecord
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()).ToString(),
            Kind = kind,
            Status = status,
            LedgerReference = Guid.NewGuid().ToString("N"),
            Received = Clock.GetUtcNow(),
            Due = Clock.GetUtcNow() + TimeSpan.FromDays(30),
            Version = version,
            Epoch = 0,
            Heartbeat = status == RequestStatus.Running ? Clock.GetUtcNow() : null,
            Ended = status is RequestStatus.Completed or RequestStatus.Failed ? Clock.GetUtcNow() : null,
        };
        await Requests.TryCreateAsync(record, Token);
        return record;
    }

    public async Task<RequestRecord> ReadAsync(string id) => (await Requests.ReadAsync(id, Token))!.Record;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        directory.Dispose();
    }
}
