using DataRights.Api.Webhooks;
using DataRights.Cli.Terminal;
using DataRights.Export;

namespace DataRights.Cli.Hosting;

/// <summary>Where the embedded host finds its map, its sources and its own state. All of it lies on this machine.</summary>
/// <param name="DataDirectory">The directory of everything the host writes; created when missing.</param>
/// <param name="MapFile">The data map; null means the PythonPro sample, seeded into <paramref name="DataDirectory"/>.</param>
/// <param name="Connections">Connection name of the map to connection string or directory.</param>
/// <param name="Port">The loopback port; 0 takes a free one.</param>
public sealed record EmbeddedSettings(string DataDirectory, string? MapFile, IReadOnlyDictionary<string, string> Connections, int Port)
{
    public const int DefaultPort = 7071;

    /// <summary>Whether the host runs the retention rules every so often, or leaves that to its caller.</summary>
    public bool RetainsByTimer { get; init; } = true;

    /// <summary>Connection name of the map to how many requests may work on its sources at once, as typed.</summary>
    public IReadOnlyDictionary<string, string> Limits { get; init; } = new Dictionary<string, string>();

    /// <summary>From how many bytes on an archive goes on in another part.</summary>
    public long ArchivePartBytes { get; init; } = new ExportOptions().ArchiveSize;

    /// <summary>Where changes of status are announced; nowhere by default.</summary>
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Where the sample's recipient takes deletions; null when it is not there, and then it is not told.</summary>
    public Uri? SampleRecipient { get; init; }

    /// <summary>Keeps the state in Azurite instead of a directory; null means the directory.</summary>
    public AzuriteState? Azurite { get; init; }

    /// <summary>The object store: requests, archives, receipts, ledger, queues.</summary>
    public string StateDirectory => Path.Combine(DataDirectory, "state");

    /// <summary>What the ledger's heads are published to. To prove anything it has to be copied away.</summary>
    public string WitnessDirectory => Path.Combine(DataDirectory, "witness");

    /// <summary>The key ring, readable by its owner only.</summary>
    public string KeyDirectory => Path.Combine(DataDirectory, "keys");

    /// <summary>Development tokens, readable by their owner only.</summary>
    public string TokenDirectory => Path.Combine(DataDirectory, "tokens");

    /// <summary>The sample's database and files.</summary>
    public string SampleDirectory => Path.Combine(DataDirectory, "sample");

    /// <summary>What a demonstration downloads.</summary>
    public string DemoDirectory => Path.Combine(DataDirectory, "demo");

    /// <exception cref="CommandException">The settings contradict each other, or the data directory cannot be written to.</exception>
    public void RequireUsable()
    {
        if (MapFile is null && Connections.Count > 0)
        {
            throw new CommandException("--connection goes with --map: the sample brings its own data.", ExitCodes.BadInput);
        }

        var probe = Path.Combine(DataDirectory, $".probe-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(DataDirectory);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The data directory {DataDirectory} cannot be written to. Choose another with --data or {DataHome.Variable}, or mend its permissions.", ExitCodes.BadInput);
        }
    }
}
