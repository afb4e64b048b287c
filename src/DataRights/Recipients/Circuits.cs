using DataRights.Requests;
using DataRights.Storage;

namespace DataRights.Recipients;

/// <summary>
/// Keeps a recipient that is down from being called by every telling that waits for it. After <see cref="Threshold"/> failures
/// in a row nobody calls for a while; then a single call finds out whether it is back. Shared by all processes through the
/// store; a recipient that is well costs one read a call.
/// </summary>
internal sealed class Circuits(IObjectStore objects, TimeProvider clock)
{
    public const int Threshold = 5;

    /// <summary>How long the others wait for the call that probes; more than a call may take.</summary>
    public static readonly TimeSpan ProbeTime = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    public async Task<CircuitEntry> EnterAsync(string recipient, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ReadAsync(recipient, cancellationToken) is not var (state, version) || state.OpenUntil is not { } until)
            {
                return CircuitEntry.Free;
            }

            var now = clock.GetUtcNow();
            if (until > now)
            {
                return new(until, false);
            }

            // Whoever writes first probes; the others find its time.
            if (await TryWriteAsync(state with { OpenUntil = now + ProbeTime }, version, cancellationToken))
            {
                return CircuitEntry.Probe;
            }
        }
    }

    /// <summary>Notes how a call ended. It was made whether or not the host is stopping, so this takes no token.</summary>
    public async Task NoteAsync(string recipient, CircuitEntry entered, RecipientAnswer answer)
    {
        while (true)
        {
            var stored = await ReadAsync(recipient, CancellationToken.None);
            if (await TryNoteAsync(recipient, entered, answer, stored))
            {
                return;
            }
        }
    }

    private async Task<bool> TryNoteAsync(string recipient, CircuitEntry entered, RecipientAnswer answer, (CircuitState State, string Version)? stored)
    {
        if (answer.Verdict != RecipientVerdict.Unavailable)
        {
            return stored is null || await objects.DeleteAsync(ObjectNames.Circuit(recipient), WriteCondition.IfVersion(stored.Value.Version), CancellationToken.None);
        }

        var now = clock.GetUtcNow();
        if (stored?.State.OpenUntil > now && !entered.Probes)
        {
            // The call was under way when others found out.
            return true;
        }

        var failures = (stored?.State.Failures ?? 0) + 1;
        return await TryWriteAsync(
            new CircuitState { Recipient = recipient, Failures = failures, OpenUntil = Pause(failures, answer.RetryAfter) is { } pause ? now + pause : null },
            stored?.Version,
            CancellationToken.None);
    }

    private static TimeSpan? Pause(int failures, TimeSpan? wish)
    {
        var asked = wish > LongestWish ? LongestWish : wish;
        if (failures < Threshold)
        {
            return asked;
        }

        var step = FirstPause * Math.Pow(2, Math.Min(failures - Threshold, 10));
        var pause = step < LongestPause ? step : LongestPause;
        return asked > pause ? asked : pause;
    }

    private async Task<(CircuitState State, string Version)?> ReadAsync(string recipient, CancellationToken cancellationToken)
    {
        var name = ObjectNames.Circuit(recipient);
        return await objects.ReadAsync(name, cancellationToken) is { } stored
            ? (StateJson.Read<CircuitState>(name, stored.Content, CircuitState.CurrentSchema), stored.Version)
            : null;
    }

    private async Task<bool> TryWriteAsync(CircuitState state, string? version, CancellationToken cancellationToken)
    {
        var condition = version is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version);
        return await objects.TryWriteAsync(ObjectNames.Circuit(state.Recipient), StateJson.Write(state), condition, cancellationToken) is not null;
    }
}
