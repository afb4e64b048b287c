using System.Collections.Concurrent;
using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Webhooks;

/// <summary>
/// Housekeeping's part in webhooks: makes up for announcements and messages that a crash swallowed, and destroys delivery
/// states past their need. Remembers, while the process lives, what it has seen, so that a round costs one listing and a
/// read for each state and record that changed. Safe for concurrent use.
/// </summary>
internal sealed class WebhookUpkeep(RequestPorts ports)
{
    private readonly WebhookOutbox outbox = new(ports.Objects, ports.Queue, ports.Clock);
    private readonly RequestStore requests = new(ports.Objects);
    private readonly ConcurrentDictionary<string, int> raised = [];
    private readonly ConcurrentDictionary<string, (WebhookState State, string Version)> seen = [];

    private bool IsOn => ports.Announcer is not null;

    /// <summary>Has a record's transitions delivered if they are not yet known to be.</summary>
    public async Task MendAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        var transitions = record.Transitions.Count;
        if (!IsOn || !record.Announced || transitions == 0 || raised.GetValueOrDefault(record.Id) >= transitions)
        {
            return;
        }

        await outbox.RaiseAsync(record, cancellationToken);
        if (record.IsOpen)
        {
            raised[record.Id] = transitions;
        }
        else
        {
            // It is not tended again before it changes.
            raised.TryRemove(record.Id, out _);
        }
    }

    /// <summary>The states there are; what is remembered of others is dropped.</summary>
    public async Task<IReadOnlyList<ObjectEntry>> EntriesAsync(CancellationToken cancellationToken)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var entry in outbox.EntriesAsync(cancellationToken))
        {
            entries.Add(entry);
        }

        var names = entries.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in seen.Keys.Where(name => !names.Contains(name)))
        {
            seen.TryRemove(gone, out _);
        }

        return entries;
    }

    /// <summary>Sends a lost message again, or destroys a state past its need. Says which, and whether something was not delivered for good.</summary>
    public async Task<WebhookTending> TendAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(entry, cancellationToken) is not var (state, version))
        {
            return WebhookTending.Nothing;
        }

        var now = ports.Clock.GetUtcNow();
        if (IsOn && !state.IsIdle)
        {
            if (state.NextAttempt is null || state.NextAttempt + ports.Options.LostAfter <= now)
            {
                await outbox.EnqueueAsync(state, cancellationToken);
                return WebhookTending.Requeued;
            }

            return WebhookTending.Nothing;
        }

        if (state.Changed + WebhookOutbox.KeptFor <= now && await IsOverAsync(state.RequestId, now, cancellationToken))
        {
            await outbox.TryDeleteAsync(state, version, cancellationToken);
            return WebhookTending.Nothing;
        }

        return state.Stopped is null ? WebhookTending.Nothing : WebhookTending.Stopped;
    }

    private async Task<(WebhookState State, string Version)?> FindAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        if (seen.TryGetValue(entry.Name, out var known) && known.Version == entry.Version)
        {
            return known;
        }

        var read = await outbox.ReadObjectAsync(entry.Name, cancellationToken);
        if (read is { } found)
        {
            seen[entry.Name] = found;
        }

        return read;
    }

    /// <summary>Whether nothing of the request will be announced any more, so that losing its state repeats nothing.</summary>
    private async Task<bool> IsOverAsync(string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await requests.ReadAsync(requestId, cancellationToken) is not { Record: var record }
        || (!record.IsOpen && record.Transitions.All(t => t.At + WebhookOutbox.KeptFor <= now));
}
