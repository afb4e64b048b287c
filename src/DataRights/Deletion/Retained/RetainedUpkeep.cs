using System.Globalization;
using DataRights.Deletion.Holds;
using DataRights.Deletion.Receipts;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Signing;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Deletion.Retained;

/// <summary>
/// Deletes retained rows when their date has come, states it in a supplement to the receipt and in the ledger, and destroys their keys. What has to
/// stay for now is looked at again: at its own date, or a day later where a hold keeps it, or a week later where something else does.
/// </summary>
public sealed class RetainedUpkeep(
    DataMap map, SourceSet sources, RetainedStore store, HoldBook holds, ReceiptSupplements supplements, IObjectStore objects, ILedger ledger, TimeProvider time, ILogger<RetainedUpkeep> logger)
    : IHousekeepingChore
{
    /// <summary>So many are swept in one round; the next goes on.</summary>
    public const int MostAtOnce = 200;

    private static readonly TimeSpan HeldAgainAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan BlockedAgainAfter = TimeSpan.FromDays(7);

    public string Name => "retained-rows";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Exception? first = null;
        foreach (var name in (await store.DueAsync(time.GetUtcNow(), cancellationToken)).Take(MostAtOnce))
        {
            try
            {
                await TendAsync(name, cancellationToken);
            }
            catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: TroubleKind.Transient or TroubleKind.Permanent })
            {
                // One that cannot be dealt with keeps none of the others from their due; the first is reported.
                first ??= e;
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private async Task TendAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not var (mark, version))
        {
            return;
        }

        var now = time.GetUtcNow();
        var held = await holds.OfAsync(store.OpenSubjects(mark), cancellationToken);
        if (held.KeepEverything || await IsUnfinishedAsync(mark, cancellationToken))
        {
            await MoveAsync(name, mark, now + HeldAgainAfter, cancellationToken);
            return;
        }

        if (mark.Began is null)
        {
            // Noted first, so that a sweep that is stopped and begun again says the same.
            mark = mark with { Began = now };
            if (!await store.TryUpdateAsync(name, version, mark, cancellationToken))
            {
                return;
            }
        }

        var outcomes = await SweepAsync(mark, held.Rows, now, cancellationToken);
        await StateAsync(mark, outcomes, cancellationToken);
        await EndAsync(name, mark, outcomes.Values, held.Parts.Count > 0, now, cancellationToken);
    }

    private async Task<Dictionary<string, RetainedOutcome>> SweepAsync(RetainedMark mark, IReadOnlyList<HeldRows> held, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<string, RetainedOutcome>();
        foreach (var source in await store.SourcesAsync(mark.Keys, cancellationToken))
        {
            if (map.Sources.All(s => s.Name != source))
            {
                throw new SourceException(source, "retained-source-unknown", transient: false);
            }

            // By keys and sweep, so that each capture and sweep of a request is counted for itself.
            var sweep = new RetainedSweep(mark.Request, string.Create(CultureInfo.InvariantCulture, $"retained:{source}/{mark.Keys}.{mark.Sweep}"), map, now) { Held = held };
            outcomes[source] = await sources.Rows(source).DeleteRetainedAsync(sweep, store.ReadPagesAsync(mark.Keys, source, cancellationToken), cancellationToken);
        }

        return outcomes;
    }

    private async Task StateAsync(RetainedMark mark, Dictionary<string, RetainedOutcome> outcomes, CancellationToken cancellationToken)
    {
        var deleted = outcomes.Values.SelectMany(o => o.Deleted).Where(d => d.Value > 0).OrderBy(d => d.Key, StringComparer.Ordinal).ToList();
        if (deleted.Count == 0)
        {
            return;
        }

        // Past the time that receipts are kept there is nothing to add to, nor a chain that anybody could find.
        if (await objects.ReadAsync(ObjectNames.Receipt(mark.Request), cancellationToken) is { } receipt && (string?)StrictJson.Object(receipt.Content.Span)?.SelectToken("ledger.reference") is { } reference)
        {
            var facts = deleted.ToDictionary(d => $"{d.Key}.deleted", d => d.Value.ToString(CultureInfo.InvariantCulture));
            await ledger.AppendAsync(reference, string.Create(CultureInfo.InvariantCulture, $"retained/{mark.Keys}.{mark.Sweep}"), LedgerCodes.RetainedDeleted, facts, cancellationToken);
            await supplements.IssueAsync(mark.Request, new SupplementFacts { Deleted = [.. deleted.Select(d => new DeletedSinceFact(d.Key, d.Value, "retention-ended", mark.Began!.Value))] }, cancellationToken);
        }

        foreach (var (source, outcome) in outcomes)
        {
            DeletionMeter.Treated(source, [.. outcome.Deleted.Select(d => new CollectionOutcome(d.Key, d.Value, d.Value, 0, 0, []))]);
        }
    }

    private async Task EndAsync(string name, RetainedMark mark, IReadOnlyCollection<RetainedOutcome> outcomes, bool held, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (outcomes.Sum(o => o.Left) is > 0 and var left)
        {
            var again = now + (held ? HeldAgainAfter : BlockedAgainAfter);
            var next = outcomes.Min(o => o.Next) is { } until && until.AddDays(1) is var day ? day : again;
            var waits = outcomes.All(o => o.Left == 0 || o.Next is not null);
            if (!waits)
            {
                logger.LogWarning("{Left} rows that request {RequestId} retained stay although they are looked at for their date: a hold, a row that hangs on them, another owner, or the map keeps them.", left, mark.Request);
            }

            await MoveAsync(name, mark, waits || next < again ? next : again, cancellationToken);
            return;
        }

        await store.DestroyAsync(mark.Keys, cancellationToken);
        foreach (var source in sources.AllRows)
        {
            await source.ForgetAsync($"{mark.Request}/retained", cancellationToken);
        }

        await store.UnmarkAsync(name, cancellationToken);
    }

    /// <summary>The keys are written ahead of the effects: rows of a deletion that is not over are not looked at.</summary>
    private async Task<bool> IsUnfinishedAsync(RetainedMark mark, CancellationToken cancellationToken) =>
        (await new RequestStore(objects).ReadAsync(mark.Request, cancellationToken))?.Record is { IsOpen: true, Receipt: null };

    private async Task MoveAsync(string name, RetainedMark mark, DateTimeOffset day, CancellationToken cancellationToken)
    {
        await store.MarkAsync(day, mark with { Sweep = mark.Sweep + 1, Began = null }, cancellationToken);
        await store.UnmarkAsync(name, cancellationToken);
    }
}
