using Azure.Storage.Blobs;
using DataRights.Api.Tests.Webhooks;
using DataRights.Api.Webhooks;
using DataRights.Azure.Storage;
using DataRights.Cli.Tests.Canaries;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Functions.Tests.EndToEnd.Broker;
using DataRights.Functions.Tests.Fakes;
using DataRights.Mapping;
using DataRights.Samples.PythonPro;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Servers;
using Microsoft.Extensions.Configuration;
using Newtonsoft.Json.Linq;

namespace DataRights.Functions.Tests.EndToEnd.World;

/// <summary>What outlives an app: Azurite with state and files, the broker, the company's database, keys, clock, the webhook receiver, all logs.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private readonly AzuriteServer azurite;
    private readonly string webhookSecret = WebhookSecret.Create();
    private readonly string name = Guid.NewGuid().ToString("n");

    private Cloud(AzuriteServer azurite, SampleCopy sample, WebhookReceiver receiver, Mischief? mischief)
    {
        this.azurite = azurite;
        Sample = sample;
        Receiver = receiver;
        Broker = new Broker.Broker(Clock, mischief);
        Callers = new Callers(Clock, Secrets);
        Files = new FileBlobs(Container("files"));
        Secrets.Remember("the webhook secret", webhookSecret["whsec_".Length..]);
        Secrets.Remember("the account key", azurite.ConnectionString.Split("AccountKey=")[1].Split(';')[0]);
    }

    /// <summary>Begins at the present: Azurite has a clock of its own, and tells by it when a link ends and how old a blob is.</summary>
    public ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public Broker.Broker Broker { get; }

    public SampleCopy Sample { get; }

    public WebhookReceiver Receiver { get; }

    public CanaryBook Book { get; } = new(new Random(1));

    public Secrets Secrets { get; } = new();

    public Callers Callers { get; }

    public FileBlobs Files { get; }

    public LogLines Log { get; } = new();

    public IConfiguration Configuration { get; private set; } = null!;

    public BlobContainerClient Witness => Container("witness");

    /// <summary>Everything that the system itself keeps.</summary>
    public IReadOnlyList<BlobContainerClient> Kept => [Container("state"), Container("ledger"), Witness];

    public string StorageConnection => azurite.ConnectionString;

    public int AzuritePort => azurite.Endpoint.Port;

    public static async Task<Cloud> CreateAsync(SampleTemplate template, IEnumerable<long> marked, CancellationToken cancellationToken, Mischief? mischief = null)
    {
        var server = await AzuriteServer.GetAsync();
        Assert.SkipWhen(server.SkipReason is not null, server.SkipReason ?? "");
        var cloud = new Cloud(server, await template.CopyAsync(SourceKind.Sqlite, cancellationToken), await WebhookReceiver.StartAsync(cancellationToken), mischief);
        foreach (var container in cloud.Kept)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }

        await MarkedPeople.MarkAsync(cloud.Sample, cloud.Book, marked, cancellationToken);
        await cloud.Files.UploadAsync(cloud.Sample.FilesDirectory, cancellationToken);
        await cloud.ConfigureAsync(cancellationToken);
        return cloud;
    }

    /// <summary>What the company's own stores hold.</summary>
    public async Task<SampleState> ReadSampleAsync(CancellationToken cancellationToken) =>
        ExpectedDeletion.Settled(new SampleState((await SampleState.ReadAsync(Sample, cancellationToken)).Tables, await Files.ReadAsync(cancellationToken)));

    /// <summary>The state's store as the app composes it, reached in another way.</summary>
    public IObjectStore OpenState(BlobStoreOptions way)
    {
        BlobObjectStore Open(string purpose) => new(way with { Container = Container(purpose).Name }, Clock);
        return new RoutedObjectStore(Open("state"), ObjectNames.Ledger, Open("ledger"));
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Sample.DisposeAsync();
        Log.Dispose();
        directory.Dispose();
    }

    private BlobContainerClient Container(string purpose) => new(azurite.ConnectionString, $"{purpose}-{name}");

    private async Task ConfigureAsync(CancellationToken cancellationToken)
    {
        var map = JObject.Parse(PythonProSample.MapJson(SourceKind.Sqlite));
        map["sources"]!["files"] = new JObject { ["kind"] = "blobs", ["connection"] = "Files", ["container"] = Container("files").Name };
        await File.WriteAllTextAsync(directory.Combine("data-map.json"), map.ToString(), cancellationToken);
        Configuration = Head.Configuration(
        [
            ("DataMapPath", directory.Combine("data-map.json")),
            ("Connections__MainDb", Sample.ConnectionString),
            ("Connections__Files", azurite.ConnectionString),
            ("StateStorage__connectionString", azurite.ConnectionString),
            ("StateStorage__container", Container("state").Name),
            ("StateStorage__ledgerContainer", Container("ledger").Name),
            ("WitnessStorage__connectionString", azurite.ConnectionString),
            ("WitnessStorage__container", Witness.Name),
            ("Keys__directory", directory.Combine("keys")),
            ("Webhooks__Endpoint", Receiver.Address.ToString()),
            ("Webhooks__Secrets__0", webhookSecret),
            .. Callers.Settings,
        ]);
    }
}
