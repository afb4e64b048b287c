using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Deletion;

/// <summary>
/// Destroys working data of requests that are over: what a run that hung and was overtaken wrote after the run that ended the
/// request had cleaned up. A failed request may be retried, so it keeps its own.
/// </summary>
public sealed class WorkingDataUpkeep(IObjectStore store, RequestStore requests) : IHousekeepingChore
{
    public string Name => "working-data";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in store.ListAsync(ObjectNames.Work, cancellationToken))
        {
            ids.Add(entry.Name[ObjectNames.Work.Length..].Split('/')[0]);
        }

        foreach (var id in ids)
        {
            if (await requests.ReadAsync(id, cancellationToken) is null or { Record.Status: RequestStatus.Completed or RequestStatus.Cancelled })
            {
                await WorkingData.DestroyAsync(store, id, cancellationToken);
            }
        }
    }
}
