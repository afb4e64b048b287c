using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Deletion.Holds;

/// <summary>
/// Looks after holds: acknowledges what a database could not be asked for, ends those whose date has come, says once that a review is due,
/// has what waited go on, and destroys released ones once nothing else is known of their person.
/// </summary>
public sealed class HoldUpkeep(HoldParts parts, ILogger<HoldUpkeep> logger) : IHousekeepingChore
{
    /// <summary>For so long after a hold's end a run that read it before may still write down that it waits for it: longer than any time slice.</summary>
    public static readonly TimeSpan SettlesAfter = TimeSpan.FromHours(1);

    private readonly HoldStore store = parts.Store;
    private readonly HoldLedger ledger = parts.Ledger;
    private readonly HoldEffects effects = parts.Effects;

    public string Name => "holds";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var held = new List<Hold>();
        foreach (var stored in await store.AllAsync(cancellationToken))
        {
            if (await GuardAsync(stored, cancellationToken) is { } hold)
            {
                held.Add(hold);
            }
        }

        var now = parts.Ports.Clock.GetUtcNow();
        HoldMeter.Found(held.Count(h => h.IsActive(now)), held.Count(h => h.IsReviewDue(now)), held.Count(h => h.IsActive(now) && h.Acknowledged is null));
    }

    private async Task<Hold?> GuardAsync(StoredHold stored, CancellationToken cancellationToken)
    {
        try
        {
            return await TendAsync(stored, parts.Ports.Clock.GetUtcNow(), cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Shutdown } trouble)
        {
            logger.LogError("Housekeeping could not deal with hold {HoldId}: {Code}.", stored.Hold.Id, trouble.Code);
            TroubleMeter.Met(TroubleMeter.Housekeeping, trouble);
            return stored.Hold;
        }
    }

    private async Task<Hold?> TendAsync(StoredHold stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hold = stored.Hold;
        if (hold.Status == HoldStatus.Released)
        {
            return await EndAsync(stored, now, cancellationToken);
        }

        if (hold.Until <= now)
        {
            return await effects.ReleaseAsync(hold, cancellationToken);
        }

        if (hold.Acknowledged is null)
        {
            await ledger.PlacedAsync(hold, cancellationToken);
            hold = await effects.AcknowledgeAsync(hold, cancellationToken);
        }

        if (hold.IsReviewDue(now) && hold.ReviewNoted != hold.ReviewBy)
        {
            logger.LogWarning("Hold {HoldId} ({Reason}) was to be reviewed by {ReviewBy:O}: release it, or review it.", hold.Id, hold.Reason, hold.ReviewBy);
            await ledger.ReviewDueAsync(hold, cancellationToken);
            hold = await store.ChangeAsync(hold, h => h with { ReviewNoted = hold.ReviewBy }, cancellationToken) ?? hold;
        }

        return hold;
    }

    private async Task<Hold?> EndAsync(StoredHold stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hold = stored.Hold;
        if (!hold.Settled)
        {
            await ledger.ReleasedAsync(hold, cancellationToken);
            await effects.GoOnAsync(hold, cancellationToken);
            return hold.Released + SettlesAfter > now ? hold : await store.ChangeAsync(hold, h => h with { Settled = true }, cancellationToken);
        }

        if (hold.Released + parts.Ports.Options.RecordsKeptFor <= now && !await IsKnownAsync(hold, cancellationToken))
        {
            await store.DeleteAsync(stored, cancellationToken);
            return null;
        }

        return hold;
    }

    /// <summary>Whether a request of the hold's person is kept.</summary>
    private async Task<bool> IsKnownAsync(Hold hold, CancellationToken cancellationToken)
    {
        foreach (var reference in hold.Subjects)
        {
            await foreach (var _ in parts.Ports.Objects.ListAsync(ObjectNames.HistoryOf(reference, ""), cancellationToken))
            {
                return true;
            }
        }

        return false;
    }
}
