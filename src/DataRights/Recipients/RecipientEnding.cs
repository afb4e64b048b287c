using DataRights.Ledger;
using DataRights.Requests;

namespace DataRights.Recipients;

/// <summary>
/// What follows when a telling moves on: the ledger's entry, before the state is written, and after the receipt a
/// supplement. Each may be done again.
/// </summary>
internal sealed class RecipientEnding(RecipientParts parts)
{
    private readonly RecipientStore store = parts.Store;
    private readonly RequestStore requests = new(parts.Ports.Objects);

    /// <summary>Enters what the next state says beyond the one before.</summary>
    public async Task RecordAsync(RecipientState? before, RecipientState next, CancellationToken cancellationToken)
    {
        if (next.Told is not null && before?.Told is null)
        {
            await AppendAsync(next, "told", LedgerCodes.RecipientTold, cancellationToken);
        }

        if (next.Status != before?.Status && Code(next.Status) is var (word, code))
        {
            await AppendAsync(next, word, code, cancellationToken);
            await parts.Ports.Ledger.AnchorAsync(next.LedgerReference, cancellationToken);
        }
    }

    /// <summary>Sees to it that the receipt or a supplement says how the telling ended. Does nothing before there is a receipt.</summary>
    public async Task SettleAsync(string requestId, string recipient, CancellationToken cancellationToken)
    {
        if (parts.Supplements is null
            || await store.ReadAsync(requestId, recipient, cancellationToken) is not ({ IsOpen: false, Settled: false } state, var version)
            || await requests.ReadAsync(requestId, cancellationToken) is not { Record: { Receipt: not null } record })
        {
            return;
        }

        // What ended while the receipt was made may be in it or not: then a supplement says it again.
        var isInReceipt = record.Steps.LastOrDefault(s => s.Name == RecipientSteps.Awaited) is { } step && state.Ended < step.At;
        if (!isInReceipt)
        {
            var facts = (await store.OfAsync(requestId, cancellationToken)).Select(s => s.Fact);
            await parts.Supplements.IssueAsync(requestId, [.. facts], cancellationToken);
        }

        // Written by another meanwhile: housekeeping looks again.
        await store.TryWriteAsync(state with { Settled = true }, version, cancellationToken);
    }

    private Task<LedgerEntry> AppendAsync(RecipientState state, string word, string code, CancellationToken cancellationToken) =>
        parts.Ports.Ledger.AppendAsync(
            state.LedgerReference, $"recipient/{state.Recipient}/{word}", code, new Dictionary<string, string> { ["recipient"] = state.Recipient }, cancellationToken);

    private static (string Word, string Code)? Code(RecipientStatus status) => status switch
    {
        RecipientStatus.Confirmed => ("confirmed", LedgerCodes.RecipientConfirmed),
        RecipientStatus.Refused => ("refused", LedgerCodes.RecipientRefused),
        RecipientStatus.GivenUp => ("given-up", LedgerCodes.RecipientGivenUp),
        _ => null,
    };
}
