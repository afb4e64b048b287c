using DataRights.Deletion.Steps;
using DataRights.Ledger;
using DataRights.Mapping;
using DataRights.Requests;

namespace DataRights.Recipients.Steps;

/// <summary>
/// Begins to tell the map's recipients, each on its own from then on, while the person's row still says what they know the
/// person by. Waits for nobody. Done again it changes nothing that was begun.
/// </summary>
internal sealed class TellStep(RecipientParts parts) : IDeletionStep
{
    /// <summary>How long before the law's limit the deletion stops waiting, so that it can still end in time.</summary>
    private static readonly TimeSpan EndReserve = TimeSpan.FromDays(1);

    private readonly RecipientStore store = parts.Store;
    private readonly RecipientQueue queue = parts.Queue;

    public string Name => RecipientSteps.Told;

    public async Task<JobResult?> RunAsync(DeletionRun deletion, CancellationToken cancellationToken)
    {
        var run = deletion.Run;
        await run.EnsureCurrentAsync(cancellationToken);
        var counts = new Dictionary<string, long>();
        foreach (var recipient in parts.Map.ToldRecipients)
        {
            var state = await BeginAsync(run, recipient, cancellationToken);
            if (state is { IsOpen: true, NextAttempt: not null })
            {
                await queue.EnqueueAsync(state, cancellationToken);
            }

            counts[state.Recipient] = 1;
        }

        await run.EndAsync(Name, LedgerCodes.RecipientsBegun, counts, parts.Ports.Clock.GetUtcNow(), s => s, cancellationToken);
        return null;
    }

    private async Task<RecipientState> BeginAsync(IRun run, Recipient recipient, CancellationToken cancellationToken)
    {
        var source = recipient.Source!;
        while (true)
        {
            if (await store.ReadAsync(run.Request.Id, source, cancellationToken) is { } known)
            {
                return known.State;
            }

            var state = await MakeAsync(run, recipient, cancellationToken);
            await new RecipientEnding(parts).RecordAsync(null, state, cancellationToken);
            if (await store.TryWriteAsync(state, null, cancellationToken))
            {
                return state;
            }
        }
    }

    private async Task<RecipientState> MakeAsync(IRun run, Recipient recipient, CancellationToken cancellationToken)
    {
        var now = parts.Ports.Clock.GetUtcNow();
        var identifiers = await new SubjectIdentifiers(parts).ReadAsync(run, recipient.Identifiers, cancellationToken);
        var secrets = new RecipientSecrets(identifiers, CallbackSecret.New(), null);
        var (limit, reserve) = (recipient.ConfirmWithin.After(now), run.Request.Due - EndReserve);
        var isReached = parts.ConnectionOf(recipient.Source!) is not null;
        var state = new RecipientState
        {
            RequestId = run.Request.Id,
            Recipient = recipient.Source!,
            Name = recipient.Name,
            LedgerReference = run.Request.LedgerReference,
            Status = RecipientStatus.Open,
            Revision = 1,
            NextAttempt = isReached ? now : null,
            LastCode = isReached ? null : "no-connection",
            Created = now,
            WaitUntil = limit < reserve ? limit : reserve,
            SecretHash = CallbackSecret.Hash(secrets.CallbackSecret),
        };

        // Without anything that it knows the person by, it cannot be told.
        return identifiers.Count == 0
            ? state.EndedAs(RecipientStatus.GivenUp, now) with { LastCode = "no-identifier" }
            : state with { Sealed = secrets.Seal(parts.Ports.Sealer, state.Key) };
    }
}
