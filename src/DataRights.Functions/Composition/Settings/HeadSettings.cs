using DataRights.Api.Access.Settings;
using DataRights.Api.Webhooks;
using DataRights.Azure.Queueing;
using Microsoft.Extensions.Configuration;

namespace DataRights.Functions.Composition.Settings;

/// <summary>The app's settings, checked. docs/settings.md explains each.</summary>
public sealed record HeadSettings
{
    public required string DataMapPath { get; init; }

    /// <summary>How long one message, or one tick of a timer, is worked before it is continued by another.</summary>
    public required TimeSpan TimeSlice { get; init; }

    /// <summary>How long after its end a request's record is kept.</summary>
    public required TimeSpan RecordsKeptFor { get; init; }

    /// <summary>How long receipts and the ledger are kept.</summary>
    public required TimeSpan AccountableFor { get; init; }

    /// <summary>From how many bytes on an archive goes on in another part.</summary>
    public required long ArchivePartBytes { get; init; }

    public required ServiceBusConnection ServiceBus { get; init; }

    public required ServiceBusQueues Queues { get; init; }

    public required StorageSettings State { get; init; }

    public required WitnessSettings Witness { get; init; }

    public required KeySettings Keys { get; init; }

    public required WebhookOptions Webhooks { get; init; }

    public required AccessOptions Access { get; init; }

    /// <exception cref="SettingException">They cannot be used.</exception>
    public static HeadSettings Read(IConfiguration configuration)
    {
        var reader = new SettingReader(configuration);
        reader.RequireOne("Service Bus", SettingCatalog.ServiceBus, SettingCatalog.ServiceBusNamespace);
        reader.RequireOne("The object store", SettingCatalog.StateConnectionString, SettingCatalog.StateBlobServiceUri, SettingCatalog.StateDirectory);
        reader.RequireOne("The keys", SettingCatalog.KeyVaultUri, SettingCatalog.KeyDirectory);
        reader.RefuseBoth("The witness", SettingCatalog.WitnessConnectionString, SettingCatalog.WitnessBlobServiceUri);
        var settings = new HeadSettings
        {
            DataMapPath = Path.GetFullPath(reader.Text(SettingCatalog.DataMapPath)!, AppContext.BaseDirectory),
            TimeSlice = reader.Time(SettingCatalog.TimeSlice, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15)),
            RecordsKeptFor = reader.Time(SettingCatalog.RecordsKeptFor, TimeSpan.FromDays(1), TimeSpan.FromDays(3660)),
            AccountableFor = reader.Time(SettingCatalog.AccountableFor, TimeSpan.FromDays(1), TimeSpan.FromDays(36600)),
            ArchivePartBytes = reader.Whole(SettingCatalog.ArchivePartMegabytes, 100, 100_000) * 1_000_000L,
            ServiceBus = new(reader.Text(SettingCatalog.ServiceBusNamespace), reader.Text(SettingCatalog.ServiceBus)),
            Queues = ReadQueues(reader),
            State = new(
                reader.Text(SettingCatalog.StateConnectionString),
                reader.HttpsAddress(SettingCatalog.StateBlobServiceUri),
                reader.Text(SettingCatalog.StateDirectory),
                reader.Text(SettingCatalog.StateContainer)!,
                reader.Text(SettingCatalog.LedgerContainer)!),
            Witness = new(
                reader.Text(SettingCatalog.WitnessConnectionString),
                reader.HttpsAddress(SettingCatalog.WitnessBlobServiceUri),
                reader.Text(SettingCatalog.WitnessContainer)!,
                reader.Text(SettingCatalog.WitnessClientId)),
            Keys = new(reader.HttpsAddress(SettingCatalog.KeyVaultUri), reader.Text(SettingCatalog.KeyDirectory), reader.Text(SettingCatalog.SigningKey)!),
            Webhooks = ReadWebhooks(reader),
            Access = AccessSettings.Read(configuration, reader),
        };
        reader.Finish();
        return settings;
    }

    private static WebhookOptions ReadWebhooks(SettingReader reader)
    {
        Setting[] secrets = [SettingCatalog.WebhookSecret, SettingCatalog.WebhookSecretBefore];
        var webhooks = new WebhookOptions
        {
            Endpoint = reader.HttpsAddress(SettingCatalog.WebhookEndpoint),
            Secrets = [.. secrets.Select(reader.Text).OfType<string>()],
            Timeout = reader.Time(SettingCatalog.WebhookTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
        };
        try
        {
            _ = webhooks.Check();
        }
        catch (WebhookSettingException e)
        {
            reader.Add(e.Message);
        }

        return webhooks;
    }

    private static ServiceBusQueues ReadQueues(SettingReader reader)
    {
        var queues = new ServiceBusQueues(
            reader.QueueName(SettingCatalog.RequestsQueue),
            reader.QueueName(SettingCatalog.ExportQueue),
            reader.QueueName(SettingCatalog.DeletionQueue),
            reader.QueueName(SettingCatalog.WebhookQueue));
        string[] names = [queues.Intake, queues.Export, queues.Deletion, queues.Webhook];
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length)
        {
            reader.Add($"{SettingCatalog.RequestsQueue.Name}, {SettingCatalog.ExportQueue.Name}, {SettingCatalog.DeletionQueue.Name} and {SettingCatalog.WebhookQueue.Name} must name four queues; two are the same.");
        }

        return queues;
    }
}
