using DataRights.Queueing;
using DataRights.Requests;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Webhooks;

/// <summary>
/// Sends a request's transitions to the webhook endpoint, in order, each until it is delivered, refused for good or given
/// up. At least once: after a crash, or when two senders have the same message, an event may be sent again, never one
/// before its predecessor was delivered. Without a transport (no endpoint is set) it does nothing. Logs ids and codes only.
/// </summary>
public sealed class WebhookRunner(RequestPorts ports, IWebhookTransport? transport, Random random, ILogger<WebhookRunner> logger) : IMessageHandler
{
    private readonly WebhookOutbox outbox = new(ports.Objects, ports.Queue, ports.Clock);
    private readonly RequestStore requests = new(ports.Objects);
    private readonly WebhookSchedule schedule = new(random);
    private readonly Backoff backoff = new(ports.Options, random);

    public async Task<Settlement> RunAsync(QueueMessage message, int deliveryCount, CancellationToken cancellationToken)
    {
        try
        {
            return transport is null ? Settlement.Complete : await SendAllAsync(transport, message, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { } trouble)
        {
            TroubleMeter.Met(TroubleMeter.Webhook, trouble);
            return Outside(message, deliveryCount, trouble);
        }
    }

    private async Task<Settlement> SendAllAsync(IWebhookTransport receiver, QueueMessage message, CancellationToken cancellationToken)
    {
        while (await outbox.ReadAsync(message.RequestId, cancellationToken) is { } stored)
        {
            var state = stored.State;
            if (state.Revision != message.Version || state.IsIdle)
            {
                break;
            }

            if (state.NextAttempt is { } due && due > ports.Clock.GetUtcNow())
            {
                return Settlement.Abandon(due);
            }

            if (await requests.ReadAsync(message.RequestId, cancellationToken) is not { Record: var record }
                || record.Transitions.Count <= state.Delivered)
            {
                // The request was discarded, or its record restored from before these transitions.
                logger.LogWarning("The webhooks of request {RequestId} have no transition to tell; they are dropped.", message.RequestId);
                await outbox.TryDeleteAsync(state, stored.Version, cancellationToken);
                continue;
            }

            var change = WebhookEvent.Of(record, record.Transitions[state.Delivered]);
            await SendAsync(receiver, record, change, message, stored, cancellationToken);
        }

        return Settlement.Complete;
    }

    private async Task SendAsync(IWebhookTransport receiver, RequestRecord record, WebhookEvent change, QueueMessage message, (WebhookState, string) stored, CancellationToken cancellationToken)
    {
        using var span = Spans.Webhook(record);
        var answer = await receiver.SendAsync(change, cancellationToken);
        if (answer.Verdict != WebhookVerdict.Delivered)
        {
            span.Fail(answer.Code);
        }

        await NoteAsync(change, answer, message, stored);
    }

    /// <summary>
    /// Writes down what came of an attempt and sends the message that follows from it. The attempt was made whether or
    /// not the host is stopping, so this takes no token.
    /// </summary>
    private async Task NoteAsync(WebhookEvent change, WebhookAnswer answer, QueueMessage message, (WebhookState State, string Version)? stored)
    {
        // Written by another meanwhile: either more is wanted, or a second sender has come further.
        while (stored is var (state, version) && state.Revision == message.Version && state.Delivered == change.Seq - 1 && !state.IsIdle)
        {
            var next = After(state, answer);
            if (await outbox.TryWriteAsync(next, version, CancellationToken.None))
            {
                WebhookMeter.Tried(answer, next);
                Log(change, answer, next);
                if (next.Revision != state.Revision)
                {
                    await outbox.EnqueueAsync(next, CancellationToken.None);
                }

                return;
            }

            stored = await outbox.ReadAsync(message.RequestId, CancellationToken.None);
        }
    }

    private WebhookState After(WebhookState state, WebhookAnswer answer)
    {
        var now = ports.Clock.GetUtcNow();
        if (answer.Verdict == WebhookVerdict.Delivered)
        {
            return state with { Delivered = state.Delivered + 1, Attempts = 0, LastCode = null, NextAttempt = now, Changed = now };
        }

        var failed = state with { Attempts = state.Attempts + 1, LastCode = answer.Code, NextAttempt = null, Changed = now };
        return answer.Verdict == WebhookVerdict.Gone ? failed with { Stopped = WebhookState.Gone }
            : schedule.After(failed.Attempts, answer.RetryAfter) is { } pause ? failed with { Revision = state.Revision + 1, NextAttempt = now + pause }
            : failed with { Stopped = WebhookState.GivenUp };
    }

    private void Log(WebhookEvent change, WebhookAnswer answer, WebhookState next)
    {
        if (next.Stopped is { } stopped)
        {
            logger.LogError("Webhook {WebhookId} failed with {Code} after {Attempts} attempts; the request's webhooks stop: {Stopped}.", change.Id, answer.Code, next.Attempts, stopped);
        }
        else if (answer.Verdict == WebhookVerdict.Failed)
        {
            logger.LogWarning("Webhook {WebhookId} failed with {Code}, attempt {Attempts}; the next is at {NextAttempt:O}.", change.Id, answer.Code, next.Attempts, next.NextAttempt);
        }
    }

    /// <summary>What goes wrong outside an attempt leaves the state as it is; the message, or housekeeping, brings it back.</summary>
    private Settlement Outside(QueueMessage message, int deliveryCount, Trouble trouble)
    {
        if (trouble.Kind == TroubleKind.Permanent)
        {
            logger.LogError("The webhooks of request {RequestId} cannot be sent: {Code}. Housekeeping tries again.", message.RequestId, trouble.Code);
            return Settlement.Complete;
        }

        logger.LogWarning("The webhook message of request {RequestId} is given back: {Code}.", message.RequestId, trouble.Code);
        var delay = trouble.Kind == TroubleKind.Shutdown ? TimeSpan.Zero : backoff.After(deliveryCount);
        return Settlement.Abandon(ports.Clock.GetUtcNow() + delay);
    }
}
