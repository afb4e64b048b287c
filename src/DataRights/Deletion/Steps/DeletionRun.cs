using System.Globalization;
using DataRights.Deletion.Holds;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;

namespace DataRights.Deletion.Steps;

/// <summary>What the steps of one run share: the run, its sessions on the databases, and what was captured.</summary>
internal sealed class DeletionRun(DeletionParts parts, IRun run, CurrentHolds holds) : IAsyncDisposable
{
    private Footprint? footprint;

    public DeletionParts Parts { get; } = parts;

    public IRun Run { get; } = run;

    public SubjectErasure Erasure { get; } = new(parts.Map, parts.Sources, run.Root, holds.Rows);

    public DeletionState State => DeletionState.Of(Run.Request);

    /// <summary>What effects are done by: the map, and which time it is that everything was planned because of holds.</summary>
    public string Map => State.Pass == 0 ? Parts.Map.Hash[..8] : string.Create(CultureInfo.InvariantCulture, $"{Parts.Map.Hash[..8]}.{State.Pass}");

    /// <summary>Whether a hold keeps the files of the collection.</summary>
    public bool IsHeld(Collection files) => Erasure.Held.Any(h => h.Collection == files.Name);

    /// <summary>The databases that can hold rows of the subject.</summary>
    public IReadOnlyList<string> Databases => [.. Erasure.Order.Sources.Select(s => s.Source)];

    public DateTimeOffset Now => Parts.Time.GetUtcNow();

    /// <summary>
    /// Where this pass keeps its working data: a run that was overtaken because of a hold may still be writing that of the pass before.
    /// </summary>
    public string Work => WorkOf(State.Pass);

    /// <summary>What is known of the person's rows in other sources from the last capture, whose rows in between may be gone.</summary>
    private async Task<Footprint?> EarlierFootprintAsync(CancellationToken cancellationToken)
    {
        for (var pass = State.Pass; pass >= 0; pass--)
        {
            if (await Parts.Captures.FindFootprintAsync(WorkOf(pass), State.FootprintEpoch, Parts.Map, Run.Root, cancellationToken) is { } earlier)
            {
                return earlier;
            }
        }

        return null;
    }

    /// <summary>Locates the person, also by what was known before holds changed.</summary>
    public async Task<LocatedSubject> LocateAsync(CancellationToken cancellationToken) =>
        await Erasure.LocateAsync(State.Pass == 0 ? null : await EarlierFootprintAsync(cancellationToken), cancellationToken);

    /// <summary>The footprint as it was captured.</summary>
    public async Task<Footprint> FootprintAsync(CancellationToken cancellationToken) =>
        footprint ??= await Parts.Captures.ReadFootprintAsync(Work, State.FootprintEpoch, Parts.Map, Run.Root, cancellationToken);

    /// <summary>A database's session with the captured rows.</summary>
    public Task<IErasureSession> NotedAsync(string source, CancellationToken cancellationToken) =>
        Erasure.NotedAsync(source, PagesAsync(c => Parts.Map.Collection(c) is { IsFiles: false } collection && collection.Source == source, cancellationToken), cancellationToken);

    /// <summary>The captured pages of the collections that are wanted.</summary>
    public IAsyncEnumerable<CapturedPage> PagesAsync(Func<string, bool> wanted, CancellationToken cancellationToken) =>
        Parts.Captures.ReadPagesAsync(Work, [.. State.Pages.Select(PageReference.Parse)], wanted, cancellationToken);

    /// <summary>Seals the footprint as it is known now.</summary>
    public async Task WriteFootprintAsync(Footprint known, CancellationToken cancellationToken)
    {
        await Parts.Captures.WriteFootprintAsync(Work, Run.Epoch, known, cancellationToken);
        footprint = known;
    }

    private string WorkOf(int pass) => pass == 0 ? Run.Request.Id : string.Create(CultureInfo.InvariantCulture, $"{Run.Request.Id}/pass-{pass}");

    public ValueTask DisposeAsync() => Erasure.DisposeAsync();
}
