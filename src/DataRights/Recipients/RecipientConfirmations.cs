using Microsoft.Extensions.Logging;

namespace DataRights.Recipients;

/// <summary>Notes confirmations in the states of tellings: ledger first, then the state, then a supplement to the receipt.</summary>
public sealed class RecipientConfirmations(RecipientParts parts, ILogger<RecipientConfirmations> logger) : IRecipientConfirmations
{
    private readonly RecipientStore store = parts.Store;
    private readonly RecipientEnding ending = new(parts);

    public async Task<bool> NoteAsync(string requestId, string recipient, string secret, bool deleted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.ReadAsync(requestId, recipient, cancellationToken);
            if (!CallbackSecret.Opens(secret, stored?.State.SecretHash) || stored is not var (state, version))
            {
                return false;
            }

            // A late confirmation counts, whatever was said before it; a late refusal changes nothing.
            if (state.Status == RecipientStatus.Confirmed || (!deleted && !state.IsOpen))
            {
                return true;
            }

            var next = state.EndedAs(deleted ? RecipientStatus.Confirmed : RecipientStatus.Refused, parts.Ports.Clock.GetUtcNow()) with { LastCode = "callback" };
            await ending.RecordAsync(state, next, cancellationToken);
            if (await store.TryWriteAsync(next, version, cancellationToken))
            {
                if (!deleted)
                {
                    logger.LogError("Recipient {Recipient} refuses to delete for request {RequestId}; somebody has to see to it.", recipient, requestId);
                }

                await ending.SettleAsync(requestId, recipient, cancellationToken);
                return true;
            }
        }
    }
}
