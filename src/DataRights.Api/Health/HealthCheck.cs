using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Api.Health;

/// <summary>Asks the object store and every source, all at once, whether they answer. Reads no data.</summary>
public sealed class HealthCheck(SourceSet sources, IObjectStore store, TimeProvider time)
{
    // Names of things that are never there: asking for them shows that the store answers.
    private const string NoObject = ObjectNames.Work + "health-probe.json";
    private const string NoPrefix = "data-rights-health-probe/";

    private readonly Probe storeProbe = new("store", token => store.ReadAsync(NoObject, token), time);

    private readonly List<Probe> probes =
    [
        .. sources.AllRows.Select(s => new Probe(s.Name, token => OpenAsync(s, token), time)),
        .. sources.AllFiles.Select(s => new Probe(s.Name, token => ListAsync(s, token), time)),
    ];

    public async Task<HealthView> RunAsync(CancellationToken cancellationToken)
    {
        var store = storeProbe.RunAsync(cancellationToken);
        var parts = await Task.WhenAll(probes.Select(p => p.RunAsync(cancellationToken)));
        var own = await store;
        var up = own.Status == HealthStatus.Up && parts.All(p => p.Status == HealthStatus.Up);
        return new(up ? HealthStatus.Up : HealthStatus.Down, own, parts);
    }

    private static async Task OpenAsync(IRowSource source, CancellationToken cancellationToken)
    {
        await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
    }

    private static async Task ListAsync(IFileSource source, CancellationToken cancellationToken)
    {
        await using var files = source.ListAsync(FileQuery.StartingWith(NoPrefix), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await files.MoveNextAsync();
    }
}
