using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Deletion.Replay;

/// <summary>
/// Destroys the key of each month whose last backup has expired, and then the month's tombstones as far as their store lets it. The
/// key goes first: from then on nothing can be read, whatever is left.
/// </summary>
public sealed class TombstoneUpkeep(DataMap map, TombstoneKeys keys, TombstoneStore tombstones, TimeProvider time) : IHousekeepingChore
{
    /// <summary>How often one process looks; months do not end more often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private long? looked;

    public string Name => "tombstones";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (looked is { } at && time.GetElapsedTime(at) < Every)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var month in (await keys.MonthsAsync(cancellationToken)).Where(m => IsOver(m, now)))
        {
            await keys.DestroyAsync(month, cancellationToken);
        }

        await foreach (var entry in tombstones.ListAsync(cancellationToken))
        {
            if (!IsOver(entry.Month, now) || !await tombstones.TryDeleteAsync(entry, cancellationToken))
            {
                // By month, oldest first: where one lives, or may not be deleted yet, so it is with those after it.
                break;
            }
        }

        looked = time.GetTimestamp();
    }

    private bool IsOver(string month, DateTimeOffset now) => TombstoneMonth.ExpiryOf(month, map) <= now;
}
