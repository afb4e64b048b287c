using DataRights.Api.Composition;
using DataRights.Api.Recipients;
using DataRights.Api.Webhooks;
using DataRights.Azure.Storage;
using DataRights.Cli.Demo;
using DataRights.Cli.Maps;
using DataRights.Cli.Retention;
using DataRights.Cli.Workers;
using DataRights.Export;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Queueing;
using DataRights.Retention.Preview;
using DataRights.Retention.Reports;
using DataRights.Retention;
using DataRights.Samples.Recipient;
using DataRights.Signing;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataRights.Cli.Hosting;

/// <summary>The embedded composition: object store, queue and keys in the data directory, sources as the map says.</summary>
public sealed class HostComposition : IHostComposition
{
    public void AddEngine(IServiceCollection services, EmbeddedSettings settings, bool worker)
    {
        var map = settings.MapFile is null ? SampleSetup.ReadMap() : DataMapLoader.Load(settings.MapFile);
        var connections = settings.MapFile is null ? SampleSetup.Connections(settings) : settings.Connections;
        var recipients = RecipientOptionsFile.Read(map, connections, settings.KeyDirectory);
        var limits = ConnectionLimitOptions.Of(map, settings.Limits);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton(map)
            .AddSingleton(EmbeddedTimes.Requests)
            .AddSingleton(EmbeddedTimes.Turns)
            .AddSingleton(limits)
            .AddSingleton(new ExportOptions { ArchiveSize = settings.ArchivePartBytes })
            .AddSingleton(p => MapSources.Open(map, connections, p.GetRequiredService<TimeProvider>(), limits))
            .AddSingleton<IObjectStore>(p => OpenStore(settings, p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => OpenWitness(settings.WitnessDirectory, p.GetRequiredService<TimeProvider>()))
            .AddSingleton<IKeyRing>(_ => new FileKeyRing(Path.Combine(settings.KeyDirectory, "keys.json")))
            .AddSingleton<ISigner, KeyRingSigner>()
            .AddSingleton<StoreQueue>()
            .AddSingleton<IJobQueue>(p => p.GetRequiredService<StoreQueue>())
            .AddSingleton<IJobReceiver>(p => p.GetRequiredService<StoreQueue>())
            .AddDataRightsWebhooks(settings.Webhooks)
            .AddDataRightsRecipients(p => recipients.At(p))
            .AddDataRightsEngine();
        if (worker)
        {
            services
                .AddHostedService<JobWorkers>()
                .AddHostedService<HousekeepingTimer>();
        }

        if (worker && settings.RetainsByTimer)
        {
            services.AddHostedService<RetentionTimer>();
        }
    }

    public Task<bool> PrepareSampleAsync(EmbeddedSettings settings, CancellationToken cancellationToken) =>
        SampleSetup.PrepareAsync(settings, TimeProvider.System, cancellationToken);

    public Task<RecipientHost> StartRecipientAsync(EmbeddedSettings settings, CancellationToken cancellationToken) =>
        SampleSetup.StartRecipientAsync(settings, TimeProvider.System, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> PickPersonAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        SampleSetup.PickPersonAsync(services.GetRequiredService<SourceSet>(), services.GetRequiredService<DataMap>(), cancellationToken);

    public async Task<IReadOnlyList<RetentionOutcome>> RunRetentionAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var runner = services.GetRequiredService<RetentionRunner>();
        var total = new Dictionary<string, RetentionOutcome>();
        IReadOnlyList<RetentionRunResult> results;
        do
        {
            results = await runner.RunAsync(EmbeddedTimes.RetentionSlice, cancellationToken);
            foreach (var result in results)
            {
                total[result.Rule] = RetentionOutcomes.Add(total.GetValueOrDefault(result.Rule), result);
            }
        }
        while (results.Any(r => r.MoreWork));
        var reports = services.GetRequiredService<RiskReportStore>();
        var outcomes = new List<RetentionOutcome>();
        foreach (var outcome in total.Values)
        {
            outcomes.Add(outcome with { Reports = await reports.ListAsync(outcome.Rule, int.MaxValue, cancellationToken) });
        }

        return outcomes;
    }

    public Task<RetentionPreview> PreviewRetentionAsync(EmbeddedSettings settings, string? rule, PreviewOptions options, CancellationToken cancellationToken) =>
        RetentionPreviews.RunAsync(settings, rule, options, cancellationToken);

    public IReadOnlyList<Identifier> Normalize(DataMap map, IReadOnlyDictionary<string, string> identifiers) =>
        IdentifierReader.Read(map, identifiers);

    public Task<MapReport> CheckMapAsync(string file, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken) =>
        MapCheck.RunAsync(file, connections, cancellationToken);

    public Task<string> MapGrantsAsync(string file, string? source, string role, IReadOnlyDictionary<string, string> connections, CancellationToken cancellationToken) =>
        MapGrants.RunAsync(file, source, role, connections, cancellationToken);

    public string MapSchema() => DataMapSchema.Text;

    public ILedger OpenLedger(string stateDirectory, string? witnessDirectory, PublicKeySet? keys) =>
        new StoreLedger(new LocalObjectStore(stateDirectory, TimeProvider.System), TimeProvider.System, witnessDirectory is null ? null : OpenWitness(witnessDirectory, TimeProvider.System)) { Keys = keys };

    private static WitnessStore OpenWitness(string directory, TimeProvider time) => new(new LocalObjectStore(directory, time));

    private static IObjectStore OpenStore(EmbeddedSettings settings, TimeProvider time) =>
        settings.Azurite is { } azurite ? new BlobObjectStore(azurite.Options, time) : new LocalObjectStore(settings.StateDirectory, time);
}
