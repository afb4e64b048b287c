using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>What the steps of one run share: the run, its sessions on the databases, and what was captured.</summary>
internal sealed class DeletionRun(DeletionParts parts, IRun run) : IAsyncDisposable
{
    private Footprint? footprint;

    public DeletionParts Parts { get; } = parts;

    public IRun Run { get; } = run;

    public SubjectErasure Erasure { get; } = new(parts.Map, parts.Sources, run.Root);

    public DeletionState State => DeletionState.Of(Run.Request);

    public string Map => Parts.Map.Hash[..8];

    /// <summary>The databases that can hold rows of the subject.</summary>
    public IReadOnlyList<string> Databases => [.. Erasure.Order.Sources.Select(s => s.Source)];

    public DateTimeOffset Now => Parts.Time.GetUtcNow();

    /// <summary>The footprint as it was captured.</summary>
    public async Task<Footprint> FootprintAsync(CancellationToken cancellationToken) =>
        footprint ??= await Parts.Captures.ReadFootprintAsync(Run.Request.Id, State.FootprintEpoch, Parts.Map, Run.Root, cancellationToken);

    /// <summary>A database's session with the captured rows.</summary>
    public Task<IErasureSession> NotedAsync(string source, CancellationToken cancellationToken) =>
        Erasure.NotedAsync(source, PagesAsync(c => Parts.Map.Collection(c) is { IsFiles: false } collection && collection.Source == source, cancellationToken), cancellationToken);

    /// <summary>The captured pages of the collections that are wanted.</summary>
    public IAsyncEnumerable<CapturedPage> PagesAsync(Func<string, bool> wanted, CancellationToken cancellationToken) =>
        Parts.Captures.ReadPagesAsync(Run.Request.Id, [.. State.Pages.Select(PageReference.Parse)], wanted, cancellationToken);

    /// <summary>Seals the footprint as it is known now.</summary>
    public async Task WriteFootprintAsync(Footprint known, CancellationToken cancellationToken)
    {
        await Parts.Captures.WriteFootprintAsync(Run.Request.Id, Run.Epoch, known, cancellationToken);
        footprint = known;
    }

    public ValueTask DisposeAsync() => Erasure.DisposeAsync();
}
