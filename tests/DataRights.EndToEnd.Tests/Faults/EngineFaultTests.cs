using DataRights.Azure.Storage;
using DataRights.EndToEnd.Tests.Running;
using DataRights.EndToEnd.Tests.Sample;
using DataRights.Export;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing.Faults;
using DataRights.Testing.Servers;
using Npgsql;
using Xunit;

namespace DataRights.EndToEnd.Tests.Faults;

/// <summary>
/// Whole exports and deletions while the network to Blob Storage or to the database breaks at random: every request is
/// completed, with the same result as without faults.
/// </summary>
public sealed class EngineFaultTests(SampleTemplate template, ITestOutputHelper output)
{
    private const double StoreFaults = 0.08;

    // A deletion is one transaction of more than a hundred messages: at 2 in 100 most of its attempts break, and it rightly gives up after twelve.
    private const double DatabaseFaults = 0.01;

    private static readonly (RequestKind Kind, string Person)[] Wanted =
        [(RequestKind.Access, "1"), (RequestKind.Portability, "2"), (RequestKind.Deletion, "3"), (RequestKind.Access, "3")];

    public static TheoryData<int> FewSeeds { get; } = new(1, 2);

    public static TheoryData<int> ManySeeds { get; } = new(Enumerable.Range(100, 25));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(FewSeeds))]
    public Task With_faults_before_the_blob_store_everything_is_done_once(int seed) => BreakStoreAsync(seed);

    [Theory]
    [Trait("run", "long")]
    [MemberData(nameof(ManySeeds))]
    public Task With_faults_of_many_seeds_before_the_blob_store_everything_is_done_once(int seed) => BreakStoreAsync(seed);

    [Theory]
    [MemberData(nameof(FewSeeds))]
    public Task With_faults_before_the_database_everything_is_done_once(int seed) => BreakDatabaseAsync(seed);

    [Theory]
    [Trait("run", "long")]
    [MemberData(nameof(ManySeeds))]
    public Task With_faults_of_many_seeds_before_the_database_everything_is_done_once(int seed) => BreakDatabaseAsync(seed);

    private async Task BreakStoreAsync(int seed)
    {
        var server = await AzuriteServer.GetAsync();
        Assert.SkipWhen(server.SkipReason is not null, server.SkipReason ?? "");
        await using var proxy = new HttpFaultProxy(server.Endpoint.Port);
        await using var deployment = new Deployment(await template.CopyAsync(SourceKind.Sqlite, Token));
        var options = new BlobStoreOptions
        {
            ConnectionString = server.ConnectionString.Replace($":{server.Endpoint.Port}/", $":{proxy.Port}/", StringComparison.Ordinal),
            Container = $"t-{Guid.NewGuid():n}",
            FirstDelay = TimeSpan.FromMilliseconds(1),
            MaxDelay = TimeSpan.FromMilliseconds(20),
        };
        using (var store = new BlobObjectStore(options, TimeProvider.System))
        {
            await store.EnsureContainerAsync(Token);
        }

        deployment.OpenStore = () => new BlobObjectStore(options, deployment.Clock);
        await RunAsync(deployment, proxy, SourceKind.Sqlite, () => proxy.Schedule.StrikeAtRandom(seed, StoreFaults, [.. Enum.GetValues<Fault>().Where(f => f != Fault.None)]));
    }

    private async Task BreakDatabaseAsync(int seed)
    {
        await using var deployment = new Deployment(await template.CopyAsync(SourceKind.Postgres, Token));
        var connection = new NpgsqlConnectionStringBuilder(deployment.Sample.ConnectionString);
        await using var proxy = new TcpFaultProxy(connection.Port);
        connection.Port = proxy.Port;
        deployment.EngineConnection = connection.ToString();
        await RunAsync(deployment, proxy, SourceKind.Postgres, () => proxy.Schedule.StrikeAtRandom(seed, DatabaseFaults,
            [Fault.CutBefore, Fault.CutWithin, Fault.LoseAnswer, Fault.TruncateAnswer, Fault.Delay]));
    }

    private async Task RunAsync(Deployment broken, FaultProxy proxy, SourceKind kind, Action strike)
    {
        await using var whole = new Deployment(await template.CopyAsync(kind, Token));
        var expected = await DoAsync(whole);
        strike();
        var results = await DoAsync(broken);
        output.WriteLine($"{proxy.Schedule.Struck} faults in {proxy.Schedule.Seen} requests");
        Assert.True(proxy.Schedule.Struck > 0);
        proxy.Schedule.Rest();

        Assert.Equal(expected.Select(Digest), results.Select(Digest));
        Assert.Equal(await CountsAsync(whole), await CountsAsync(broken));
        await using var process = broken.Start();
        var ledger = await process.Get<ILedger>().VerifyAsync(Token);
        Assert.True(ledger.Holds, string.Join(' ', ledger.Findings));
        foreach (var archive in results.Where(r => r.Archive is { Destroyed: null }).Select(r => r.Archive!))
        {
            await using var stream = (await process.Get<IObjectStore>().OpenReadAsync(archive.ObjectName, Token))!;
            var report = await ArchiveVerifier.VerifyAsync(stream, Token);
            Assert.True(report.Holds, string.Join(' ', report.Findings));
            Assert.Equal(archive.Rows, report.Rows);
        }
    }

    private static string Digest(RequestRecord record) =>
        $"{record.Kind} {record.Status} {record.Outcome} rows {record.Archive?.Rows} files {record.Archive?.Files} receipt {record.Receipt is not null} findings {string.Join(" ", record.Findings)}";

    private static async Task<IReadOnlyList<RequestRecord>> DoAsync(Deployment deployment)
    {
        await using var process = deployment.Start();
        var ids = new List<string>();
        foreach (var (kind, person) in Wanted)
        {
            ids.Add(await SubmitAsync(process, kind, person, $"{kind}-{person}"));
            await process.RunUntilQuietAsync();
        }

        var records = new List<RequestRecord>();
        foreach (var id in ids)
        {
            records.Add(await process.ReadAsync(id));
        }

        return records;
    }

    /// <summary>As a caller does who gets no answer: again, under the same key.</summary>
    private static async Task<string> SubmitAsync(EngineProcess process, RequestKind kind, string person, string key)
    {
        while (true)
        {
            try
            {
                var submission = new Submission(kind, new Dictionary<string, string> { ["user_id"] = person }, key, kind == RequestKind.Deletion);
                return (await process.Requests.SubmitAsync(submission, Token)).Request.Id;
            }
            catch (Exception e) when (e is StoreException { IsTransient: true } or SourceException { IsTransient: true })
            {
                // Not known whether it arrived; the key makes the next try the same request.
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountsAsync(Deployment deployment)
    {
        var state = await SampleState.ReadAsync(deployment.Sample, Token);
        return state.Tables.ToDictionary(t => t.Key, t => t.Value.Count).Append(new("files", state.Files.Count)).ToDictionary();
    }
}
