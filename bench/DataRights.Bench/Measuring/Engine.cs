using DataRights.Api.Composition;
using DataRights.Bench.Archives;
using DataRights.Export.Planning;
using DataRights.Mapping;
using DataRights.Mapping.Loading;
using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Retention;
using DataRights.Sources;
using DataRights.Sources.Local;
using DataRights.Sql;
using DataRights.Sql.Retention;
using DataRights.Storage;
using DataRights.Storage.Local;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Bench.Measuring;

/// <summary>The engine as a head puts it together, with its state in a directory.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly DirectoryInfo? own;
    private readonly ServiceProvider services;

    /// <param name="connection">The database.</param>
    /// <param name="files">Where people's files lie; null: a map without files.</param>
    public Engine(string connection, string? files = null)
        : this(connection, DataMapLoader.Load(files is null ? BenchData.MapFile : ArchiveData.MapFile), null, files)
    {
    }

    /// <param name="connection">The database.</param>
    /// <param name="map">The map.</param>
    /// <param name="state">A directory for the state, which stays; null for one that goes with the engine.</param>
    /// <param name="files">Where people's files lie; null: a map without files.</param>
    public Engine(string connection, DataMap map, string? state, string? files = null)
    {
        own = state is null ? Directory.CreateTempSubdirectory("data-rights-bench.") : null;
        var directory = state ?? own!.FullName;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(map)
            .AddSingleton(new RequestOptions { AllowGraceWaiver = true })
            .AddSingleton(_ => new SourceSet(
                [SqlSource.Open("main", SourceKind.Postgres, connection, TimeProvider.System)],
                files is null ? [] : [new LocalFileSource("files", files)],
                [SqlRetention.Open("main", SourceKind.Postgres, connection)]))
            .AddSingleton<IObjectStore>(_ => new LocalObjectStore(Path.Combine(directory, "state"), TimeProvider.System))
            .AddSingleton<IKeyRing>(_ => new FileKeyRing(Path.Combine(directory, "keys.json")))
            .AddSingleton<StoreQueue>()
            .AddSingleton<IJobQueue>(p => p.GetRequiredService<StoreQueue>())
            .AddSingleton<IJobReceiver>(p => p.GetRequiredService<StoreQueue>())
            .AddDataRightsEngine()
            .BuildServiceProvider();
    }

    public RetentionRunner Retention => services.GetRequiredService<RetentionRunner>();

    public IObjectStore Store => services.GetRequiredService<IObjectStore>();

    /// <summary>What a plan says of an export of the person.</summary>
    public async Task<ExportEstimate> EstimateAsync(int person, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<IExportPlanner>().PlanAsync(new RootKey("users", Key.Of(FormattableString.Invariant($"{person}"))), RequestKind.Access, cancellationToken)).Estimate;

    /// <summary>Submits and works the request to its end.</summary>
    public async Task<RequestRecord> DoAsync(RequestKind kind, int person, CancellationToken cancellationToken)
    {
        var requests = services.GetRequiredService<IRequestService>();
        var runner = services.GetRequiredService<RequestRunner>();
        var identifiers = new Dictionary<string, string> { ["user_id"] = FormattableString.Invariant($"{person}") };
        var id = (await requests.SubmitAsync(new Submission(kind, identifiers, null, kind == RequestKind.Deletion), cancellationToken)).Request.Id;
        while (true)
        {
            var record = (await requests.GetAsync(id, cancellationToken))!;
            switch (record.Status)
            {
                case RequestStatus.Completed:
                    return record;
                case RequestStatus.Failed or RequestStatus.Waiting or RequestStatus.Cancelled:
                    throw new InvalidOperationException($"The request is {record.Status}: {record.Outcome} {string.Join(' ', record.Findings)}");
                default:
                    await runner.RunAsync(new QueueMessage(id, record.Version), 1, cancellationToken);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        own?.Delete(recursive: true);
    }
}
