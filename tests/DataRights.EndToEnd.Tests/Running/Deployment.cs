using DataRights.Api.Recipients;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Samples.PythonPro;
using DataRights.Recipients;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Servers;

namespace DataRights.EndToEnd.Tests.Running;

/// <summary>What outlives a process: the sample, the directory of the system's own state, the keys, the clock and the map.</summary>
public sealed class Deployment : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    public Deployment(SampleCopy sample)
    {
        Sample = sample;
        Map = ReadMap();
    }

    public SampleCopy Sample { get; }

    public ManualTimeProvider Clock { get; } = new(SampleTemplate.Today.AddHours(1));

    public DataMap Map { get; set; }

    /// <summary>Opens the store of a process; by default on <see cref="StateDirectory"/>.</summary>
    public Func<IObjectStore>? OpenStore { get; set; }

    /// <summary>Opens the source of files; by default on the sample's directory.</summary>
    public Func<IFileSource>? OpenFiles { get; set; }

    /// <summary>Whom a process calls because of a deletion; nobody when null.</summary>
    public RecipientOptions? Recipients { get; set; }

    /// <summary>Stands between a process and its database, with the process's faults; nothing when null.</summary>
    public Func<FaultInjectingObjectStore, IRowSource, IRowSource>? WrapRows { get; set; }

    /// <summary>Stands between a process and its files, with the process's faults; nothing when null.</summary>
    public Func<FaultInjectingObjectStore, IFileSource, IFileSource>? WrapFiles { get; set; }

    /// <summary>Calls recipients in the place of HTTP, with the process's faults; nothing when null.</summary>
    public Func<FaultInjectingObjectStore, IRecipientTransport>? Transport { get; set; }

    /// <summary>How long a process works on one message.</summary>
    public TimeSpan TimeSlice { get; set; } = new RequestOptions().TimeSlice;

    /// <summary>How the engine reaches the sample's database; by default as the tests do.</summary>
    public string? EngineConnection { get; set; }

    public string StateDirectory => directory.Combine("state");

    public string KeyFile => directory.Combine("keys", "keys.json");

    /// <summary>The sample's map for its database, with its text changed.</summary>
    public DataMap ReadMap(Func<string, string>? change = null) =>
        DataMapLoader.Parse((change ?? (json => json))(PythonProSample.MapJson(Sample.Kind)), "data-map.json");

    /// <summary>A process.</summary>
    public EngineProcess Start() => new(this);

    /// <summary>A process whose clock stands still from now on, as of one that hangs.</summary>
    public EngineProcess StartHanging() => new(this, new ManualTimeProvider(Clock.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        await Sample.DisposeAsync();
        directory.Dispose();
    }
}
