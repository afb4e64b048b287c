using System.Collections.Concurrent;
using DataRights.Requests;
using DataRights.Storage;
using DataRights.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataRights.Recipients;

/// <summary>
/// Makes up for messages and supplements that a crash swallowed, begins tellings that wait for an address, destroys states
/// whose request is gone, and counts what is outstanding. Remembers, while the process lives, what it has seen, so that a
/// round costs one listing and a read for each state that changed or is open.
/// </summary>
public sealed class RecipientUpkeep(RecipientParts parts, ILogger<RecipientUpkeep> logger) : IHousekeepingChore
{
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromDays(1);

    private readonly RecipientStore store = parts.Store;
    private readonly RecipientQueue queue = parts.Queue;
    private readonly RecipientEnding ending = new(parts);
    private readonly RequestStore requests = new(parts.Ports.Objects);
    private readonly ConcurrentDictionary<string, (string Version, RecipientState State, DateTimeOffset At)> quiet = [];

    public string Name => "recipients";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var states = new List<RecipientState>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in store.EntriesAsync(cancellationToken))
        {
            listed.Add(entry.Name);
            if (await GuardAsync(entry, cancellationToken) is { } state)
            {
                states.Add(state);
            }
        }

        foreach (var gone in quiet.Keys.Where(name => !listed.Contains(name)))
        {
            quiet.TryRemove(gone, out _);
        }

        // A recipient of the map with nothing outstanding counts too, so that it falls back to 0.
        foreach (var recipient in parts.Map.ToldRecipients.Select(r => r.Name).Union(states.Select(s => s.Name)))
        {
            RecipientMeter.Outstanding(recipient, states.Count(s => s.Name == recipient && s.IsOutstanding));
        }
    }

    private async Task<RecipientState?> GuardAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await TendAsync(entry, cancellationToken);
        }
        catch (Exception e) when (Trouble.Of(e, cancellationToken) is { Kind: not TroubleKind.Shutdown } trouble)
        {
            logger.LogError("Housekeeping could not deal with {ObjectName}: {Code}.", entry.Name, trouble.Code);
            TroubleMeter.Met(TroubleMeter.Housekeeping, trouble);
            return null;
        }
    }

    private async Task<RecipientState?> TendAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        var now = parts.Ports.Clock.GetUtcNow();
        if (quiet.TryGetValue(entry.Name, out var seen) && seen.Version == entry.Version && now < seen.At + LooksAgainAfter)
        {
            return seen.State;
        }

        if (await store.ReadObjectAsync(entry.Name, cancellationToken) is not var (state, version))
        {
            return null;
        }

        if (state.IsOpen)
        {
            await MendAsync(state, version, now, cancellationToken);
            return state;
        }

        if (await requests.ReadAsync(state.RequestId, cancellationToken) is null)
        {
            await store.TryDeleteAsync(state, version, cancellationToken);
            return null;
        }

        await ending.SettleAsync(state.RequestId, state.Recipient, cancellationToken);
        if (state.Settled || parts.Supplements is null)
        {
            quiet[entry.Name] = (version, state, now);
        }

        return state;
    }

    private async Task MendAsync(RecipientState state, string version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (state.NextAttempt is { } due)
        {
            if (due + parts.Ports.Options.LostAfter <= now)
            {
                await queue.EnqueueAsync(state, cancellationToken);
                HousekeepingMeter.SentAgain();
            }
        }
        else if (state.Created + RecipientTurn.GivenUpAfter <= now)
        {
            var given = state.EndedAs(RecipientStatus.GivenUp, now);
            await ending.RecordAsync(state, given, cancellationToken);
            await store.TryWriteAsync(given, version, cancellationToken);
            logger.LogError("Recipient {Recipient} has not been told of request {RequestId}: {Code}; somebody has to tell it.", state.Recipient, state.RequestId, state.LastCode);
        }
        else if (parts.ConnectionOf(state.Recipient) is not null)
        {
            var begun = state with { Revision = state.Revision + 1, NextAttempt = now };
            if (await store.TryWriteAsync(begun, version, cancellationToken))
            {
                await queue.EnqueueAsync(begun, cancellationToken);
            }
        }
    }
}
