using DataRights.Mapping;
using DataRights.Sources;

namespace DataRights.Export.Planning;

/// <summary>One view of each database that can be read, with its schema.</summary>
internal sealed class ExportView : IAsyncDisposable
{
    private readonly Dictionary<string, IRowSnapshot> snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSchema> schemas = new(StringComparer.Ordinal);

    private ExportView()
    {
    }

    public IReadOnlyDictionary<string, IRowSnapshot> Snapshots => snapshots;

    public IReadOnlyDictionary<string, SourceSchema> Schemas => schemas;

    /// <summary>Opens what can be; a database that fails for good becomes a finding.</summary>
    public static async Task<ExportView> OpenAsync(DataMap map, SourceSet sources, List<string> findings, CancellationToken cancellationToken)
    {
        var view = new ExportView();
        try
        {
            foreach (var name in map.Sources.Where(s => s.Kind.HoldsRows() && map.Collections.Any(c => c.Source == s.Name)).Select(s => s.Name))
            {
                await view.OpenAsync(sources.Rows(name), findings, cancellationToken);
            }

            return view;
        }
        catch
        {
            await view.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var snapshot in snapshots.Values)
        {
            await snapshot.DisposeAsync();
        }
    }

    private async Task OpenAsync(IRowSource source, List<string> findings, CancellationToken cancellationToken)
    {
        try
        {
            schemas[source.Name] = await source.DescribeAsync(cancellationToken);
            snapshots[source.Name] = await source.OpenSnapshotAsync(cancellationToken);
        }
        catch (SourceException e) when (!e.IsTransient)
        {
            findings.Add($"Source '{source.Name}' cannot be read ({e.Code}); nothing of it is counted.");
        }
    }
}
