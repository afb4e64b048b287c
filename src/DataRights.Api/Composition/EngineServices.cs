using DataRights.Deletion.Gate;
using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.Deletion.Replay;
using DataRights.Deletion.Retained;
using DataRights.Deletion.Searching;
using DataRights.Deletion;
using DataRights.Export;
using DataRights.Export.Planning;
using DataRights.Export.Release;
using DataRights.Export.Screening;
using DataRights.Ledger;
using DataRights.Mapping.Coverage;
using DataRights.Mapping;
using DataRights.Queueing;
using DataRights.Recipients;
using DataRights.Requests.Pruning;
using DataRights.Requests.Turns;
using DataRights.Requests;
using DataRights.Retention.Holding;
using DataRights.Retention.Reports;
using DataRights.Retention;
using DataRights.Signing;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;
using DataRights.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataRights.Api.Composition;

/// <summary>
/// Puts the engine together, the same for every head. The head brings the adapters: <see cref="DataMap"/>,
/// <see cref="SourceSet"/>, <see cref="IObjectStore"/>, <see cref="IJobQueue"/>, <see cref="IKeyRing"/>,
/// <see cref="RequestOptions"/>, <see cref="TimeProvider"/> and logging; for webhooks also an <see cref="IWebhookTransport"/>. Where it
/// brings no <see cref="ConnectionLimits"/>, <see cref="TurnOptions"/> or <see cref="ExportOptions"/>, the defaults hold.
/// </summary>
public static class EngineServices
{
    public static IServiceCollection AddDataRightsEngine(this IServiceCollection services) => services
        .AddSingleton<ISealer, AesGcmSealer>()
        .AddSingleton<ISubjectReferencer, SubjectReferencer>()
        .AddSingleton<ILedger>(p => new StoreLedger(p.GetRequiredService<IObjectStore>(), p.GetRequiredService<TimeProvider>(), p.GetService<WitnessStore>(), Signer(p)))
        .AddSingleton<IFootprintLocator, FootprintLocator>()
        .AddSingleton<ISubjectResolver, SubjectResolver>()
        .AddSingleton<IDeletionPlanner, DeletionPlanner>()
        .AddSingleton<IExportPlanner>(p => new ExportPlanner(
            p.GetRequiredService<DataMap>(), p.GetRequiredService<SourceSet>(), p.GetRequiredService<IFootprintLocator>(), p.GetRequiredService<TimeProvider>())
        {
            PartBytes = (p.GetService<ExportOptions>() ?? new ExportOptions()).ArchiveSize,
        })
        .AddSingleton<RequestSeals>()
        .AddSingleton<RequestPorts>(p => new RequestPorts(
            p.GetRequiredService<IObjectStore>(),
            p.GetRequiredService<IJobQueue>(),
            p.GetRequiredService<ILedger>(),
            p.GetRequiredService<ISealer>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<RequestOptions>())
        {
            Announcer = p.GetService<IWebhookTransport>() is null ? null : p.GetRequiredService<WebhookAnnouncer>(),
            Turns = p.GetRequiredService<RequestTurns>(),
        })
        .AddSingleton<RequestTurns>(p => new RequestTurns(
            p.GetService<ConnectionLimits>() ?? new ConnectionLimits(p.GetRequiredService<DataMap>()),
            p.GetService<TurnOptions>() ?? new TurnOptions(),
            p.GetRequiredService<RequestOptions>(),
            p.GetRequiredService<TimeProvider>()))
        .AddSingleton<WebhookAnnouncer>()
        .AddSingleton<RequestStore>()
        .AddSingleton<IArchiveStore, ArchiveStore>()
        .AddSingleton<IRequestService, RequestService>()
        .AddSingleton<Housekeeping>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<RetentionRunner>()
        .AddSingleton<RetentionHolds>()
        .AddSingleton<RiskReportStore>()
        .AddSingleton<CaptureStore>()
        .AddSingleton<EarlierRequests>()
        .AddSingleton<SchemaGate>()
        .AddSingleton<IHousekeepingChore, SchemaDrift>()
        .AddSingleton<IHousekeepingChore, WorkingDataUpkeep>()
        .AddSingleton<DeletionParts>(Parts)
        .AddSingleton<LedgerPruner>(p => new LedgerPruner(p.GetRequiredService<IObjectStore>(), Signer(p), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<IHousekeepingChore, RecordPruning>()
        .AddSingleton<IHousekeepingChore, ReceiptPruning>()
        .AddSingleton<IHousekeepingChore, LedgerPruning>()
        .AddSingleton<ReceiptSupplements>(p => new ReceiptSupplements(
            p.GetRequiredService<IObjectStore>(), p.GetRequiredService<ILedger>(), Signer(p), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<RecipientParts>(p => new RecipientParts(
            p.GetRequiredService<DataMap>(),
            p.GetRequiredService<SourceSet>(),
            p.GetRequiredService<RequestPorts>(),
            p.GetService<IRecipientTransport>(),
            p.GetService<IReceiptSupplements>())
        {
            Holds = p.GetRequiredService<HoldBook>(),
        })
        .AddSingleton<RecipientBook>()
        .AddSingleton<IReceiptFacts, ToldRecipients>()
        .AddSingleton<IReceiptFacts, SearchFacts>()
        .AddSingleton<IReceiptSupplements, RecipientSupplements>()
        .AddSingleton<IRecipientConfirmations, RecipientConfirmations>()
        .AddSingleton<IHousekeepingChore, RecipientUpkeep>()
        .AddSingleton<RecipientRunner>(p => new RecipientRunner(
            p.GetRequiredService<RecipientParts>(),
            Random.Shared,
            p.GetRequiredService<ILogger<RecipientRunner>>()))
        .AddSingleton<OutgoingRunner>()
        .AddSingleton<DeletionSteps>()
        .AddSingleton<DeletionJob>()
        .AddSingleton<IJob>(p => new GuardedJob(p.GetRequiredService<DeletionJob>(), p.GetRequiredService<RestoreWatch>()))
        .AddSingleton<IJob>(p => new GuardedJob(Export(p), p.GetRequiredService<RestoreWatch>()))
        .AddSingleton<EpochMemory>()
        .AddSingleton<RestoreWatch>()
        .AddSingleton<TombstoneKeys>()
        .AddSingleton<TombstoneStore>()
        .AddSingleton<IHousekeepingChore, RestoreChore>()
        .AddSingleton<IHousekeepingChore, TombstoneUpkeep>()
        .AddSingleton<IReplayer, Replayer>()
        .AddSingleton<HoldBook>()
        .AddSingleton<HoldParts>()
        .AddSingleton<IHolds, LegalHolds>()
        .AddSingleton<IReceiptFacts, HeldRowFacts>()
        .AddSingleton<IHousekeepingChore, HoldUpkeep>()
        .AddSingleton<RetainedStore>()
        .AddSingleton<IHousekeepingChore, RetainedUpkeep>()
        .AddSingleton<RequestRunner>(p => new RequestRunner(
            p.GetRequiredService<RequestPorts>(),
            p.GetRequiredService<IArchiveStore>(),
            p.GetServices<IJob>(),
            Random.Shared,
            p.GetRequiredService<ILogger<RequestRunner>>()))
        .AddSingleton<WebhookRunner>(p => new WebhookRunner(
            p.GetRequiredService<RequestPorts>(),
            p.GetService<IWebhookTransport>(),
            Random.Shared,
            p.GetRequiredService<ILogger<WebhookRunner>>()));

    private static DeletionParts Parts(IServiceProvider services) => new(
        services.GetRequiredService<DataMap>(),
        services.GetRequiredService<SourceSet>(),
        services.GetRequiredService<IFootprintLocator>(),
        services.GetRequiredService<IObjectStore>(),
        services.GetRequiredService<ILedger>(),
        services.GetRequiredService<CaptureStore>(),
        services.GetRequiredService<EarlierRequests>(),
        services.GetRequiredService<TimeProvider>())
    {
        Signer = Signer(services),
        Watch = services.GetRequiredService<RestoreWatch>(),
        Tombstones = services.GetRequiredService<TombstoneStore>(),
        Recipients = services.GetRequiredService<RecipientParts>(),
        Holds = services.GetRequiredService<HoldBook>(),
        Retained = services.GetRequiredService<RetainedStore>(),
        Referencer = services.GetRequiredService<ISubjectReferencer>(),
        ReceiptFacts = [.. services.GetServices<IReceiptFacts>()],
    };

    /// <summary>A head that brings no signer signs with its own key ring.</summary>
    private static ISigner Signer(IServiceProvider services) => services.GetService<ISigner>() ?? new KeyRingSigner(services.GetRequiredService<IKeyRing>());

    private static ScopeReview Screening(IServiceProvider services, DataMap map) => new(map, services.GetRequiredService<ILogger<ScopeReview>>(),
        new OthersSample(map, services.GetRequiredService<SourceSet>(), services.GetRequiredService<IFootprintLocator>()));

    private static ExportJob Export(IServiceProvider services)
    {
        var map = services.GetRequiredService<DataMap>();
        return new ExportJob(
            map,
            services.GetRequiredService<SourceSet>(),
            services.GetRequiredService<IFootprintLocator>(),
            services.GetRequiredService<IObjectStore>(),
            services.GetRequiredService<ISealer>(),
            [.. services.GetServices<IArchiveReview>(), Screening(services, map)],
            (source, schema) => CoverageCheck.Gaps(map, source, schema),
            services.GetService<ExportOptions>() ?? new ExportOptions(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ExportJob>>());
    }
}
