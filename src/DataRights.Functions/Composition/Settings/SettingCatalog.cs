using DataRights.Azure.Storage;
using DataRights.OpenTelemetry;
using DataRights.Queueing;

namespace DataRights.Functions.Composition.Settings;

/// <summary>Every setting there is. A test holds it against triggers, sample settings and docs/settings.md.</summary>
public static class SettingCatalog
{
    public static readonly Setting DataMapPath = new("DataMapPath", "data-map.json");
    public static readonly Setting TimeSlice = new("TimeSlice", "00:08:00");
    public static readonly Setting RecordsKeptFor = new("RecordsKeptFor", "90.00:00:00");
    public static readonly Setting AccountableFor = new("AccountableFor", "1095.00:00:00");

    public static readonly Setting ArchivePartMegabytes = new("ArchivePartMegabytes", "4000");

    public static readonly Setting ServiceBus = new("ServiceBus");
    public static readonly Setting ServiceBusNamespace = new("ServiceBus__fullyQualifiedNamespace");
    public static readonly Setting RequestsQueue = new("RequestsQueueName", QueueNames.Intake);
    public static readonly Setting ExportQueue = new("ExportQueueName", QueueNames.Export);
    public static readonly Setting DeletionQueue = new("DeletionQueueName", QueueNames.Deletion);
    public static readonly Setting WebhookQueue = new("WebhookQueueName", QueueNames.Webhook);

    public static readonly Setting StateConnectionString = new("StateStorage__connectionString");
    public static readonly Setting StateBlobServiceUri = new("StateStorage__blobServiceUri");
    public static readonly Setting StateDirectory = new("StateStorage__directory");
    public static readonly Setting StateContainer = new("StateStorage__container", BlobStoreOptions.DefaultContainer);
    public static readonly Setting LedgerContainer = new("StateStorage__ledgerContainer", "data-rights-ledger");

    public static readonly Setting WitnessConnectionString = new("WitnessStorage__connectionString");
    public static readonly Setting WitnessBlobServiceUri = new("WitnessStorage__blobServiceUri");
    public static readonly Setting WitnessContainer = new("WitnessStorage__container", "data-rights-witness");
    public static readonly Setting WitnessClientId = new("WitnessStorage__clientId");

    public static readonly Setting KeyVaultUri = new("Keys__vaultUri");
    public static readonly Setting KeyDirectory = new("Keys__directory");
    public static readonly Setting SigningKey = new("Keys__signingKey", "data-rights-receipts");

    public static readonly Setting WebhookEndpoint = new("Webhooks__Endpoint");
    public static readonly Setting WebhookSecret = new("Webhooks__Secrets__0");
    public static readonly Setting WebhookSecretBefore = new("Webhooks__Secrets__1");
    public static readonly Setting WebhookTimeout = new("Webhooks__Timeout", "00:00:15");

    public static readonly Setting RecipientCallbackAddress = new("RecipientCallbackAddress");

    public static readonly Setting TelemetryConnectionString = new("APPLICATIONINSIGHTS_CONNECTION_STRING");
    public static readonly Setting TelemetryAuthentication = new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING");

    public static readonly Setting CollectorEndpoint = new(OtlpSettings.EndpointName);
    public static readonly Setting CollectorProtocol = new(OtlpSettings.ProtocolName, "grpc");
    public static readonly Setting CollectorHeaders = new(OtlpSettings.HeadersName);
    public static readonly Setting TelemetryService = new(OtlpSettings.ServiceNameName, OtlpSettings.DefaultService);

    /// <summary>Before the name of each connection that the data map names.</summary>
    public const string ConnectionPrefix = "Connections__";

    /// <summary>The same, for how many requests may work on it at once.</summary>
    public const string ConnectionLimitPrefix = "ConnectionLimits__";

    /// <summary>Before the name of each connection that is called because of a deletion; <c>__Secrets__0</c> or <c>__1</c> follows it.</summary>
    public const string RecipientPrefix = "Recipients__";

    /// <summary>The signing secrets of such a connection: the current one, and the one before while they are exchanged.</summary>
    public static IEnumerable<Setting> RecipientSecrets(string connection) =>
        [new($"{RecipientPrefix}{connection}__Secrets__0"), new($"{RecipientPrefix}{connection}__Secrets__1")];

    /// <summary>What this program reads, connections and recipients apart.</summary>
    public static IReadOnlyList<Setting> Read { get; } =
    [
        DataMapPath, TimeSlice, RecordsKeptFor, AccountableFor, ArchivePartMegabytes,
        ServiceBus, ServiceBusNamespace, RequestsQueue, ExportQueue, DeletionQueue, WebhookQueue,
        StateConnectionString, StateBlobServiceUri, StateDirectory, StateContainer, LedgerContainer,
        WitnessConnectionString, WitnessBlobServiceUri, WitnessContainer, WitnessClientId,
        KeyVaultUri, KeyDirectory, SigningKey,
        WebhookEndpoint, WebhookSecret, WebhookSecretBefore, WebhookTimeout, RecipientCallbackAddress,
        .. AccessSettings.All,
        TelemetryConnectionString, TelemetryAuthentication, CollectorEndpoint, CollectorProtocol, CollectorHeaders, TelemetryService,
    ];

    /// <summary>What the Functions host and the Azure client libraries read, and this program does not.</summary>
    public static IReadOnlyList<Setting> Platform { get; } =
    [
        new("AzureWebJobsStorage"), new("FUNCTIONS_WORKER_RUNTIME"), new("AZURE_CLIENT_ID"),
        new("ServiceBus__credential"), new("ServiceBus__clientId"),
        new("AnonymizationSchedule"), new("HousekeepingSchedule"),
    ];
}
