using DataRights.Sources;
using DataRights.Storage;

namespace DataRights.Api.Health;

/// <summary>
/// Asks one part whether it answers. However often it is called, the part is asked by one call at a time and at most
/// once a second; a part that does not answer in time is down and is not asked again before it did.
/// </summary>
public sealed class Probe(string name, Func<CancellationToken, Task> ask, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<string?>? asked;
    private long askedAt;

    public async Task<PartHealth> RunAsync(CancellationToken cancellationToken)
    {
        var answer = Ask();
        await ((Task)answer).WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        var code = answer.IsCompleted ? await answer : "timeout";
        return new(name, code is null ? HealthStatus.Up : HealthStatus.Down, code);
    }

    private Task<string?> Ask()
    {
        lock (gate)
        {
            if (asked is null || (asked.IsCompleted && time.GetElapsedTime(askedAt) >= Freshness))
            {
                askedAt = time.GetTimestamp();
                asked = Task.Run(AskAsync);
            }

            return asked;
        }
    }

    /// <summary>Belongs to all callers, so no one caller's going away ends it.</summary>
    private async Task<string?> AskAsync()
    {
        try
        {
            await ask(CancellationToken.None);
            return null;
        }
        catch (SourceException failure)
        {
            return failure.Code;
        }
        catch (StoreException failure)
        {
            return failure.Code;
        }
    }
}
