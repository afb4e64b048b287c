using DataRights.Sources;

namespace DataRights.Subjects;

/// <summary>Opens a snapshot of each source at most once and closes them all.</summary>
internal sealed class OpenSnapshots(SourceSet sources) : IAsyncDisposable
{
    private readonly Dictionary<string, IRowSnapshot> open = [];

    public async Task<IRowSnapshot> OpenAsync(string source, CancellationToken cancellationToken)
    {
        if (!open.TryGetValue(source, out var snapshot))
        {
            snapshot = await sources.Rows(source).OpenSnapshotAsync(cancellationToken);
            open.Add(source, snapshot);
        }

        return snapshot;
    }

    public async Task<IReadOnlyDictionary<string, IRowSnapshot>> OpenAllAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources.AllRows)
        {
            await OpenAsync(source.Name, cancellationToken);
        }

        return open;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var snapshot in open.Values)
        {
            await snapshot.DisposeAsync();
        }
    }
}
