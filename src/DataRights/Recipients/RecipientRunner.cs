using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Recipients;

/// <summary>
/// Tells one recipient of one deletion: a call for each message, until it has confirmed or refused or is given up. At
/// least once, each time with the same key, and never after the end was written down. Logs ids and codes only.
/// </summary>
public sealed class RecipientRunner(RecipientParts parts, Random random, ILogger<RecipientRunner> logger) : IMessageHandler
{
    private readonly RecipientStore store = parts.Store;
    private readonly RequestStore requests = new(parts.Ports.Objects);
    private readonly RecipientQueue queue = parts.Queue;
    private readonly RecipientEnding ending = new(parts);
    private readonly RecipientTurn turn = new(parts, random);
    private readonly Circuits circuits = new(parts.Ports.Objects, parts.Ports.Clock);
    private readonly Backoff backoff = new(parts.Ports.Options, random);

    private DateTimeOffset Now => parts.Ports.Clock.GetUtcNow();

    public async Task<Settlement> RunAsync(QueueMessage message, int deliveryCount, CancellationToken cancellationToken)
    {
        try
        {
            return await WorkAsync(message, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
        {
            TroubleMeter.Met(TroubleMeter.Recipient, trouble);
            return Outside(message, deliveryCount, trouble);
        }
    }

    private async Task<Settlement> WorkAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var (requestId, recipient) = RecipientMessage.Read(message);
        if (await store.ReadAsync(requestId, recipient, cancellationToken) is not var (state, version) || !state.IsOpen || state.Revision != message.Version)
        {
            return Settlement.Complete;
        }

        if (state.NextAttempt is { } due && due > Now)
        {
            return Settlement.Abandon(due);
        }

        if (parts.ConnectionOf(recipient) is not { } connection)
        {
            // Nothing would come of waiting in the queue: housekeeping begins again once there is an address.
            await store.TryWriteAsync(state with { Revision = state.Revision + 1, NextAttempt = null, LastCode = "no-connection" }, version, cancellationToken);
            return Settlement.Complete;
        }

        if (await IsHeldAsync(requestId, cancellationToken))
        {
            await MoveAsync(RecipientTurn.Held(state, Now), version, cancellationToken);
            return Settlement.Complete;
        }

        var entered = await circuits.EnterAsync(recipient, cancellationToken);
        if (entered.ClosedUntil is { } until)
        {
            await PostponeAsync(state, version, until, cancellationToken);
            return Settlement.Complete;
        }

        await CallAsync(state, connection, entered, cancellationToken);
        return Settlement.Complete;
    }

    private Task PostponeAsync(RecipientState state, string version, DateTimeOffset until, CancellationToken cancellationToken) =>
        MoveAsync(RecipientTurn.Postponed(state, until, Now, random), version, cancellationToken);

    /// <summary>Whether a hold is on everything of the person. One on rows keeps nobody from telling: it is on the controller's own rows.</summary>
    private async Task<bool> IsHeldAsync(string requestId, CancellationToken cancellationToken) =>
        parts.Holds is { } holds
        && (await requests.ReadAsync(requestId, cancellationToken))?.Record.SubjectReference is { } reference
        && await holds.IsOnSubjectAsync(reference, cancellationToken);

    private async Task MoveAsync(RecipientState next, string version, CancellationToken cancellationToken)
    {
        if (await store.TryWriteAsync(next, version, cancellationToken))
        {
            await queue.EnqueueAsync(next, cancellationToken);
        }
    }

    private async Task CallAsync(RecipientState state, string connection, CircuitEntry entered, CancellationToken cancellationToken)
    {
        var secrets = RecipientSecrets.Open(parts.Ports.Sealer, state);
        var confirmed = parts.ConfirmationOf(state.Recipient);
        var call = new RecipientCall(connection, state.Key, state.RequestId, secrets.Identifiers, confirmed == Mapping.ConfirmedBy.Callback ? secrets.CallbackSecret : null);
        using var span = Spans.Recipient(state.Recipient);
        var answer = secrets.Address is { } address && confirmed == Mapping.ConfirmedBy.Poll
            ? await parts.Transport!.AskAsync(call, address, cancellationToken)
            : await parts.Transport!.TellAsync(call, cancellationToken);
        if (answer.Verdict is RecipientVerdict.Unavailable or RecipientVerdict.Refused)
        {
            span.Fail(answer.Code);
        }

        await circuits.NoteAsync(state.Recipient, entered, answer);
        await NoteAsync(state, secrets, answer);
    }

    /// <summary>
    /// Writes down what came of a call, and sends the message that follows. The call was made whether or not the host is
    /// stopping, so this takes no token.
    /// </summary>
    private async Task NoteAsync(RecipientState called, RecipientSecrets secrets, RecipientAnswer answer)
    {
        while (await store.ReadAsync(called.RequestId, called.Recipient, CancellationToken.None) is var (state, version) && state.IsOpen
            && (state.Revision == called.Revision || answer.Verdict == RecipientVerdict.Confirmed))
        {
            var next = turn.After(state, secrets, answer, Now);
            await ending.RecordAsync(state, next, CancellationToken.None);
            if (await store.TryWriteAsync(next, version, CancellationToken.None))
            {
                RecipientMeter.Called(answer, next);
                Log(answer, next);
                await FollowAsync(next);
                return;
            }
        }
    }

    private Task FollowAsync(RecipientState next) => next.IsOpen
        ? queue.EnqueueAsync(next, CancellationToken.None)
        : ending.SettleAsync(next.RequestId, next.Recipient, CancellationToken.None);

    private void Log(RecipientAnswer answer, RecipientState next)
    {
        if (next.Status is RecipientStatus.Refused or RecipientStatus.GivenUp)
        {
            logger.LogError("Recipient {Recipient} has not been told of request {RequestId} ({Status}, {Code}); somebody has to tell it.", next.Recipient, next.RequestId, next.Status, answer.Code);
        }
        else if (answer.Verdict == RecipientVerdict.Unavailable)
        {
            logger.LogWarning("Recipient {Recipient} could not be told of request {RequestId}: {Code}, attempt {Attempts}; the next is at {NextAttempt:O}.", next.Recipient, next.RequestId, answer.Code, next.Attempts, next.NextAttempt);
        }
    }

    /// <summary>What goes wrong outside a call leaves the state as it is; the message, or housekeeping, brings it back.</summary>
    private Settlement Outside(QueueMessage message, int deliveryCount, Trouble trouble)
    {
        var (requestId, recipient) = RecipientMessage.Read(message);
        if (trouble.Kind == TroubleKind.Permanent)
        {
            logger.LogError("Recipient {Recipient} cannot be told of request {RequestId}: {Code}. Housekeeping tries again.", recipient, requestId, trouble.Code);
            return Settlement.Complete;
        }

        logger.LogWarning("The message that tells recipient {Recipient} of request {RequestId} is given back: {Code}.", recipient, requestId, trouble.Code);
        var delay = trouble.Kind == TroubleKind.Shutdown ? TimeSpan.Zero : backoff.After(deliveryCount);
        return Settlement.Abandon(Now + delay);
    }
}
