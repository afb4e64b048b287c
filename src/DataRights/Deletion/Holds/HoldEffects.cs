using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Retention.Holding;
using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Deletion.Holds;

/// <summary>What follows from placing a hold and from its end, for whoever finds that it has not been done: every part is idempotent.</summary>
internal sealed class HoldEffects(HoldStore store, HoldLedger ledger, RequestDesk desk, IObjectStore objects, DataMap map, SourceSet sources, IRequestService requests)
{
    public const string Waiting = "held";

    private readonly HeldRequests concerned = new(objects, desk);
    private readonly RunFence fence = new(desk, sources);
    private readonly RetentionFence retention = new(map, sources);

    /// <summary>Overtakes what is under way; from then on the hold is acknowledged.</summary>
    /// <exception cref="SourceException">A database could not be asked.</exception>
    public async Task<Hold> AcknowledgeAsync(Hold hold, CancellationToken cancellationToken)
    {
        await foreach (var id in concerned.IdsAsync(hold, cancellationToken))
        {
            await fence.OvertakeAsync(id, cancellationToken);
        }

        await retention.RaiseAsync(cancellationToken);
        var now = desk.Clock.GetUtcNow();
        await ledger.AcknowledgedAsync(hold, cancellationToken);
        return await store.ChangeAsync(hold, h => h.Acknowledged is null ? h with { Acknowledged = now } : h, cancellationToken) ?? hold;
    }

    /// <summary>Ends the hold and has what waited for it go on.</summary>
    public async Task<Hold> ReleaseAsync(Hold hold, CancellationToken cancellationToken)
    {
        var now = desk.Clock.GetUtcNow();
        var released = await store.ChangeAsync(hold, h => h.Status == HoldStatus.Released ? h : h with { Status = HoldStatus.Released, Released = now }, cancellationToken) ?? hold;
        await ledger.ReleasedAsync(released, cancellationToken);
        await GoOnAsync(released, cancellationToken);
        return released;
    }

    /// <summary>Queues again what waits for holds; what another one keeps will wait again.</summary>
    public async Task GoOnAsync(Hold hold, CancellationToken cancellationToken)
    {
        await foreach (var id in concerned.IdsAsync(hold, cancellationToken))
        {
            if (await requests.GetAsync(id, cancellationToken) is { Status: RequestStatus.Waiting, Outcome: Waiting })
            {
                await RetryAsync(id, cancellationToken);
            }
        }
    }

    private async Task RetryAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await requests.RetryAsync(id, cancellationToken);
        }
        catch (RequestRefusedException e) when (e.Code == "not-retryable")
        {
            // Another was faster: it goes on already.
        }
    }
}
