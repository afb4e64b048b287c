using DataRights.Requests;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Subjects;

namespace DataRights.Deletion.Holds;

/// <summary>The holds of one deployment; see <see cref="IHolds"/>. A call that is cut short is mended by repeating it or by housekeeping.</summary>
public sealed class LegalHolds : IHolds
{
    private readonly HoldStore store;
    private readonly HoldLedger ledger;
    private readonly HoldSeals seals;
    private readonly HoldDrafts drafts;
    private readonly HoldEffects effects;
    private readonly IdempotencyKeys keys;
    private readonly TimeProvider time;

    public LegalHolds(HoldParts parts, ISubjectResolver resolver, ISubjectReferencer referencer)
    {
        (store, ledger, seals, effects, time) = (parts.Store, parts.Ledger, parts.Seals, parts.Effects, parts.Ports.Clock);
        drafts = new HoldDrafts(parts.Map, parts.Desk, new RequestSeals(parts.Ports.Sealer), seals, resolver, referencer);
        keys = new IdempotencyKeys(parts.Ports.Objects, parts.Ports.Sealer);
    }

    public async Task<PlacedHold> PlaceAsync(HoldOrder order, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = order.IdempotencyKey is null ? null : await KnownAsync(order, now, cancellationToken);
        if (known is not null && await store.FindAsync(known, cancellationToken) is { } earlier)
        {
            return new PlacedHold(View(await FinishAsync(earlier.Hold, cancellationToken)), Created: false);
        }

        var digest = drafts.Check(order, now);
        var hold = await drafts.MakeAsync(known ?? Guid.CreateVersion7(now).ToString("D"), order, now, cancellationToken);
        if (known is null && order.IdempotencyKey is { } key && !await keys.TryAddAsync(key, digest, hold.Id, now, cancellationToken))
        {
            return await PlaceAsync(order, cancellationToken);
        }

        var created = await store.TryCreateAsync(hold, cancellationToken);
        var standing = created ? hold : (await store.FindAsync(hold.Id, cancellationToken) ?? throw new StoreException("hold-superseded", transient: true)).Hold;
        return new PlacedHold(View(await FinishAsync(standing, cancellationToken)), created);
    }

    public async Task<HoldView?> GetAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } stored ? View(stored.Hold) : null;

    public async Task<IReadOnlyList<HoldView>> ListAsync(bool activeOnly, string? request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var holds = request is null ? await store.AllAsync(cancellationToken) : await OfAsync(request, cancellationToken);
        return [.. holds.Select(h => h.Hold).Where(h => !activeOnly || h.IsActive(now)).OrderByDescending(h => h.Id, StringComparer.Ordinal).Select(View)];
    }

    public async Task<HoldView?> ReleaseAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } stored ? View(await effects.ReleaseAsync(stored.Hold, cancellationToken)) : null;

    public async Task<HoldView?> ReviewAsync(string id, DateTimeOffset? reviewBy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        HoldDrafts.RefusePast(reviewBy, now, "/reviewBy");
        if (await store.FindAsync(id, cancellationToken) is not { } stored)
        {
            return null;
        }

        var next = reviewBy?.ToUniversalTime() ?? now + IHolds.ReviewedAfter;
        var reviewed = await store.ChangeAsync(
            stored.Hold,
            h => h.IsActive(now) ? h with { ReviewBy = next } : throw new RequestRefusedException("hold-released", $"Hold {id} has ended: it keeps nothing any more. Place a new one if its reason has come up again."),
            cancellationToken);
        if (reviewed is not null)
        {
            await ledger.ReviewedAsync(reviewed, cancellationToken);
        }

        return reviewed is null ? null : View(reviewed);
    }

    private async Task<string?> KnownAsync(HoldOrder order, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await keys.FindAsync(order.IdempotencyKey!, drafts.Check(order, now), cancellationToken))?.RequestId;

    private async Task<IReadOnlyList<StoredHold>> OfAsync(string request, CancellationToken cancellationToken)
    {
        var found = new List<StoredHold>();
        foreach (var reference in await drafts.ReferencesAsync(request, cancellationToken) ?? [])
        {
            found.AddRange(await store.OfAsync(reference, cancellationToken));
        }

        return found;
    }

    private async Task<Hold> FinishAsync(Hold hold, CancellationToken cancellationToken)
    {
        await ledger.PlacedAsync(hold, cancellationToken);
        if (hold.Acknowledged is not null || hold.Status == HoldStatus.Released)
        {
            return hold;
        }

        try
        {
            return await effects.AcknowledgeAsync(hold, cancellationToken);
        }
        catch (SourceException)
        {
            // The hold stands; that what was begun before has ended is found out by housekeeping, and the caller sees that it is not known yet.
            return hold;
        }
    }

    private HoldView View(Hold hold) => new(hold, seals.Open(hold), hold.IsReviewDue(time.GetUtcNow()));
}
