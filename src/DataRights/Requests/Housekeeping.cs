using DataRights.Storage;
using DataRights.Telemetry;
using DataRights.Webhooks;
using Microsoft.Extensions.Logging;

namespace DataRights.Requests;

/// <summary>
/// Mends what a crash or a lost message left behind: finishes submissions and endings, sends messages again, announces
/// what was not, publishes the ledger's heads, destroys archives and delivery states past their lifetime. Idempotent, and harmless beside running requests and other housekeepers. An object
/// that cannot be dealt with is reported by name and keeps none of the others from their due.
/// </summary>
public sealed class Housekeeping(RequestPorts ports, IArchiveStore archives, ILogger<Housekeeping> logger, IEnumerable<IHousekeepingChore>? chores = null)
{
    private readonly List<IHousekeepingChore> chores = [.. chores ?? []];
    private readonly RequestDesk desk = new(ports, archives);
    private readonly RecordMemory records = new(ports.Options);
    private readonly ClaimMemory claims = new();
    private readonly WebhookUpkeep webhooks = new(ports);

    public async Task<HousekeepingReport> RunAsync(CancellationToken cancellationToken)
    {
        using var span = Spans.Housekeeping();
        try
        {
            var report = await RoundAsync(cancellationToken);
            HousekeepingMeter.Ended(inTrouble: report.Troubles.Count > 0);
            return report;
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Shutdown } trouble)
        {
            span.Fail(trouble.Code);
            TroubleMeter.Met(TroubleMeter.Housekeeping, trouble);
            HousekeepingMeter.Ended(inTrouble: true);
            throw;
        }
    }

    private async Task<HousekeepingReport> RoundAsync(CancellationToken cancellationToken)
    {
        var round = new HousekeepingRound(desk, webhooks);
        await TendRecordsAsync(round, cancellationToken);
        await TendClaimsAsync(round, cancellationToken);
        foreach (var state in await webhooks.EntriesAsync(cancellationToken))
        {
            await GuardAsync(round, state.Name, () => round.TendWebhooksAsync(state, cancellationToken), cancellationToken);
        }

        await GuardAsync(round, ObjectNames.LedgerDays, () => ports.Ledger.PublishHeadsAsync(cancellationToken), cancellationToken);
        foreach (var chore in chores)
        {
            await GuardAsync(round, chore.Name, () => chore.RunAsync(cancellationToken), cancellationToken);
        }

        return round.Report();
    }

    private async Task TendRecordsAsync(HousekeepingRound round, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in desk.Store.EntriesAsync(cancellationToken))
        {
            listed.Add(entry.Name);
            if (!records.IsQuiet(entry, ports.Clock.GetUtcNow(), out var open))
            {
                await GuardAsync(round, entry.Name, () => TendAsync(round, entry, cancellationToken), cancellationToken);
            }
            else if (open is not null)
            {
                round.Count(open);
            }
        }

        records.Keep(listed);
    }

    private async Task TendClaimsAsync(HousekeepingRound round, CancellationToken cancellationToken)
    {
        var subjects = new List<ObjectEntry>();
        await foreach (var entry in ports.Objects.ListAsync(ObjectNames.Subjects, cancellationToken))
        {
            subjects.Add(entry);
        }

        foreach (var subject in subjects.Where(s => !claims.IsQuiet(s, records)))
        {
            await GuardAsync(round, subject.Name, async () => claims.Note(subject, await round.TendClaimAsync(subject, cancellationToken)), cancellationToken);
        }

        claims.Keep(subjects.Select(s => s.Name).ToHashSet(StringComparer.Ordinal));
    }

    private async Task TendAsync(HousekeepingRound round, ObjectEntry entry, CancellationToken cancellationToken)
    {
        if (await desk.Store.ReadAsync(RequestStore.IdOf(entry), cancellationToken) is { } stored)
        {
            await round.TendAsync(stored, cancellationToken);
            records.Note(entry, stored, ports.Clock.GetUtcNow());
        }
    }

    private async Task GuardAsync(HousekeepingRound round, string name, Func<Task> tend, CancellationToken cancellationToken)
    {
        try
        {
            await tend();
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Shutdown } trouble)
        {
            logger.LogError("Housekeeping could not deal with {ObjectName}: {Code}.", name, trouble.Code);
            TroubleMeter.Met(TroubleMeter.Housekeeping, trouble);
            round.Trouble($"{name}: {trouble.Code}");
        }
    }
}
